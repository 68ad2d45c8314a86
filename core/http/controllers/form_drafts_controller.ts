import { readShape } from '../body/read_shape.ts'
import { optionalRev } from '../request/preconditions.ts'
import { signed } from '../route.ts'
import type { SignedCall } from '../route.ts'

const keyOf = ({ params, query }: SignedCall) => ({
  entity: params.entity ?? '',
  record: params.id ?? '',
  form: String(query.form ?? ''),
})
const shape = {
  title: { type: 'text', optional: true, longest: 200 },
  values: { type: 'object' },
  base: { type: 'object', optional: true },
} as const

/** Forms the person began to fill in. */
export const formDrafts = {
  list: signed(async ({ services, principal }) => ({
    status: 200,
    body: { data: await services.formDrafts.list(principal.actor) },
  })),

  show: signed(async (call) => {
    const data = await call.services.formDrafts.read(call.principal.actor, keyOf(call))
    return { status: 200, headers: { ETag: `"${data.rev}"` }, body: { data } }
  }),

  save: signed(async (call) => {
    const { title = '', values, base = {} } = readShape(call.body, shape)
    const rev = optionalRev(call) ?? null
    const given = { title, values, base }
    const { actor } = call.principal
    const saved = await call.services.formDrafts.save(actor, keyOf(call), rev, given)
    const data = { rev: saved.rev, savedAt: saved.savedAt, expiresAt: saved.expiresAt }
    return { status: 200, headers: { ETag: `"${saved.rev}"` }, body: { data } }
  }),

  remove: signed(async (call) => {
    await call.services.formDrafts.remove(call.principal.actor, keyOf(call))
    return { status: 204 }
  }),
}
