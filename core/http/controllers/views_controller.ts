import { requiredRev } from '../request/preconditions.ts'
import { readShape } from '../body/read_shape.ts'
import { named } from '../request/former_names.ts'
import type { SignedCall } from '../route.ts'

const title = { type: 'text', longest: 60 } as const
const config = { type: 'object' } as const
const shared = { type: 'boolean', optional: true } as const
const optional = { optional: true } as const

const entityOf = (call: SignedCall) => call.params.entity ?? ''
const idOf = (call: SignedCall) => call.params.id ?? ''

/** Views that people saved of a list. */
export const views = {
  list: named('none', async (call) => {
    const { views: room } = call.services.preferences
    const { views: data, canShare } = await room.list(call.principal.actor, entityOf(call))
    return { status: 200, body: { data, can: { share: canShare } } }
  }),

  create: named('none', async (call) => {
    const given = readShape(call.body, { title, shared, config })
    const { views: room } = call.services.preferences
    const asked = { ...given, shared: given.shared ?? false }
    const data = await room.create(call.principal.actor, entityOf(call), asked)
    return { status: 201, headers: { ETag: `"${data.rev}"` }, body: { data } }
  }),

  change: named('none', async (call) => {
    const shape = { title: { ...title, ...optional }, shared, config: { ...config, ...optional } }
    const given = readShape(call.body, shape)
    const change = {
      ...{ id: idOf(call), rev: requiredRev(call) },
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    }
    const { views: room } = call.services.preferences
    const data = await room.change(call.principal.actor, entityOf(call), change)
    return { status: 200, headers: { ETag: `"${data.rev}"` }, body: { data } }
  }),

  remove: named('none', async (call) => {
    await call.services.preferences.views.remove(call.principal.actor, entityOf(call), idOf(call))
    return { status: 204 }
  }),

  chooseDefault: named('none', async (call) => {
    const { view } = readShape(call.body, { view: { type: 'text', optional: true, longest: 36 } })
    const { views: room } = call.services.preferences
    await room.chooseDefault(call.principal.actor, entityOf(call), view ?? null)
    return { status: 204 }
  }),
}
