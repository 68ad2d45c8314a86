import { Refusal } from '#engine/errors.ts'
import { accessDenied } from '#core/records/errors.ts'
import type { SignedCall } from '../route.ts'

/**
 * A definition shows fields and row scopes that a user may not even know of, and changing one changes
 * what everybody may do: only who may do everything reads and edits them. The others get the
 * application compiled for them (`/api/v1/runtime`).
 *
 * @throws E_ACCESS_DENIED (403)
 */
export function requireImplementer(call: SignedCall): void {
  if (!mayEverything(call)) throw new Refusal(accessDenied({ action: 'read' }))
}

/** Whether the caller's roles give every action on every record: an administrator. */
export function mayEverything({ services, principal }: SignedCall): boolean {
  const application = services.registry.current()
  const all = [...application.entities.values()].filter((entity) => entity.parent === null)
  return principal.actor.roles
    .flatMap((key) => application.roles.get(key)?.grants ?? [])
    .filter((grant) => grant.actions.includes('*') && grant.rows === null)
    .some((grant) => all.every((entity) => grant.entities.includes(entity.key)))
}
