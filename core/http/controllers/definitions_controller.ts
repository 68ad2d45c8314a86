import { Refusal } from '#engine/errors.ts'
import { accessDenied } from '#core/records/errors.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import { signed } from '../route.ts'
import type { SignedCall } from '../route.ts'

/**
 * What is active, as its authors wrote it. A definition shows fields and row scopes that a user may
 * not even know of, so only who may do everything reads them; the others get the application
 * compiled for them (`/api/v1/runtime`).
 */
export const definitions = {
  list: signed(async (call) => {
    requireFullAccess(call)
    const { kind, module } = call.query as { kind?: string; module?: string }
    return { status: 200, body: { data: call.services.registry.list({ kind, module }) } }
  }),

  show: signed(async (call) => {
    requireFullAccess(call)
    const { kind = '', key = '' } = call.params
    const found = call.services.registry.text(kind, key)
    if (!found) throw new Refusal(definitionUnknown({ kind, key }))
    const data = JSON.parse(found.text) as unknown
    return { status: 200, headers: { ETag: `"${found.hash}"` }, body: { data, hash: found.hash } }
  }),
}

function requireFullAccess({ services, principal }: SignedCall): void {
  const application = services.registry.current()
  const all = [...application.entities.values()].filter((entity) => entity.parent === null)
  const isFull = principal.actor.roles
    .flatMap((key) => application.roles.get(key)?.grants ?? [])
    .filter((grant) => grant.actions.includes('*') && grant.rows === null)
    .some((grant) => all.every((entity) => grant.entities.includes(entity.key)))
  if (!isFull) throw new Refusal(accessDenied({ action: 'read' }))
}
