export { attachRealtime } from './attach_realtime.ts'
export type { Realtime } from './attach_realtime.ts'
export { clientEvents } from './events.ts'
