export { nextOccurrences } from './occurrences.ts'
export { frequencies, weekdays } from './schedule.ts'
export { scheduleText } from './schedule_text.ts'
export type { Frequency, Schedule, Weekday } from './schedule.ts'
