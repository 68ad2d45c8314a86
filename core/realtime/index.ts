export { attachRealtime } from './attach_realtime.ts'
export type { Realtime } from './attach_realtime.ts'
