import type { Actor } from './actor.ts'

/** The engine itself: samples, imports at start, schedules. May everything; no user can be it. */
export const systemActor: Actor = Object.freeze({
  userId: 'system',
  account: 'system',
  name: '系统',
  kind: null,
  roles: Object.freeze([]),
  departmentId: null,
  departmentTree: Object.freeze([]),
  organizationId: null,
  attributes: Object.freeze({}),
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
})

/** Whether the engine itself acts. Ids of users are UUIDs, so no account can pass for it. */
export function isSystemActor(actor: Actor): boolean {
  return actor.userId === systemActor.userId
}
