import { Refusal } from '#engine/errors.ts'
import { accessOf } from '#engine/access/index.ts'
import type { DefinitionRight } from '#engine/compile/compiled.ts'
import { accessDenied } from '#core/records/errors.ts'
import type { SignedCall } from '../route.ts'

/**
 * A definition shows fields and row scopes that a user may not even know of, and changing one changes
 * what everybody may do: only roles that say so (`definitions`) and administrators read and edit
 * them. The others get the application compiled for them (`/api/v1/runtime`).
 *
 * @throws E_ACCESS_DENIED (403)
 */
export function requireDefinitions(call: SignedCall, right: DefinitionRight): void {
  const access = accessOfCaller(call)
  if (access.definitions.includes(right)) return
  throw new Refusal(accessDenied({ action: right === 'read' ? 'read' : `definitions:${right}` }))
}

/**
 * Roles whose rights the caller's releases may not change: his own, unless he may everything anyway.
 * Designing gives no records, so nobody gives himself some by designing.
 */
export function rolesOutOfReach(call: SignedCall): readonly string[] {
  return accessOfCaller(call).everything ? [] : call.principal.actor.roles
}

/** Whether the caller's roles give every action on every record: an administrator. */
export function mayEverything(call: SignedCall): boolean {
  return accessOfCaller(call).everything
}

function accessOfCaller({ services, principal }: SignedCall) {
  return accessOf(services.registry.current(), principal.actor)
}
