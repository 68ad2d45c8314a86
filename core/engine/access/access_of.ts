import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Access } from './access.ts'
import type { Actor } from './actor.ts'
import { definitionRights, roleAccess } from './role_access.ts'
import { isSystemActor } from './system_actor.ts'

/** Sets of roles remembered per application; more are forgotten and worked out again. */
const remembered = 1_000

const known = new WeakMap<CompiledApplication, Map<string, Access>>()

/**
 * What an actor may do, by his roles alone: who he is enters when a scope is asked of a row, so all
 * holders of the same roles share one answer, kept per (application, roles).
 *
 * @example
 * const access = accessOf(registry.current(), actor)
 * if (!access.may(entity, 'read')) throw new Refusal(accessDenied({ action: 'read' }))
 */
export function accessOf(application: CompiledApplication, actor: Actor): Access {
  let byRoles = known.get(application)
  if (!byRoles || byRoles.size >= remembered) known.set(application, (byRoles = new Map()))
  const roles = [...new Set(actor.roles)].sort()
  const key = isSystemActor(actor) ? '$system' : roles.join(' ')
  let access = byRoles.get(key)
  if (!access) {
    access = isSystemActor(actor) ? wholeAccess() : roleAccess(application, roles)
    byRoles.set(key, access)
  }
  return access
}

/** The engine's own: everything. */
function wholeAccess(): Access {
  return {
    everything: true,
    definitions: definitionRights,
    may: () => true,
    scope: () => ({ op: 'true' }),
    readable: () => true,
    masked: () => false,
    fieldScope: () => null,
    shownScope: () => null,
    revealScope: () => ({ op: 'true' }),
    writable: () => true,
    writeScope: () => ({ op: 'true' }),
  }
}
