export { createPreferences } from './create_preferences.ts'
export type { Preferences } from './create_preferences.ts'
