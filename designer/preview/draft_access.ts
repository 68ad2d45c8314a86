import { accessOf, systemActor } from '#engine/access/index.ts'
import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'

/** What a holder of that role of the drafts may do; null: somebody who may everything. */
export function draftAccess(application: CompiledApplication, role: string | null): Access {
  if (role === null) return accessOf(application, systemActor)
  const holder = { ...systemActor, userId: 'preview', account: 'preview', roles: [role] }
  return accessOf(application, holder)
}
