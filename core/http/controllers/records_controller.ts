import { errorEnvelope } from '../answer/error_envelope.ts'
import { readShape } from '../body/read_shape.ts'
import { idempotencyKey, optionalRev, requiredRev } from '../request/preconditions.ts'
import { named } from '../request/former_names.ts'
import type { SignedCall } from '../route.ts'

const etag = (record: { rev?: unknown }) => ({ ETag: `"${String(record.rev)}"` })
const entityOf = (call: SignedCall) => call.params.entity ?? ''
const idOf = (call: SignedCall) => call.params.id ?? ''
const once = (call: SignedCall) => ({
  idempotencyKey: idempotencyKey(call),
  requestId: call.requestId,
})

/** Records of every entity; what may be read and written, `records` decides. */
export const records = {
  list: named('none', async (call) => {
    const { records: room } = call.services
    const { actor } = call.principal
    return { status: 200, body: await room.list(actor, entityOf(call), call.query, call.signal) }
  }),

  show: named('none', async (call) => {
    const { actor } = call.principal
    if (call.query.asOf !== undefined) {
      const body = await call.services.records.asOf(actor, entityOf(call), idOf(call), call.query)
      return { status: 200, body }
    }
    const found = await call.services.records.get(actor, entityOf(call), idOf(call), call.query)
    return { status: 200, headers: etag(found.data), body: found }
  }),

  create: named('values', async (call) => {
    const { actor } = call.principal
    const entity = entityOf(call)
    const data = await call.services.records.create(actor, entity, call.body, once(call))
    const location = `/api/v1/records/${encodeURIComponent(entity)}/${String(data.id)}`
    return { status: 201, headers: { ...etag(data), Location: location }, body: { data } }
  }),

  bulk: named('bulk', async (call) => {
    const { actor } = call.principal
    const { records: room } = call.services
    const results = await room.bulk(actor, entityOf(call), call.body, once(call))
    const data = results.map((result) => {
      if (!('faults' in result)) return result
      const { faults, ...told } = result
      return { ...told, ...errorEnvelope(faults, call.language, call.requestId) }
    })
    return { status: 200, body: { data } }
  }),

  patch: named('values', async (call) => {
    const { actor } = call.principal
    const options = { rev: requiredRev(call), ...once(call) }
    const { records: room } = call.services
    const data = await room.patch(actor, entityOf(call), idOf(call), call.body, options)
    return { status: 200, headers: etag(data), body: { data } }
  }),

  destroy: named('none', async (call) => {
    const options = { rev: requiredRev(call), ...once(call) }
    await call.services.records.remove(call.principal.actor, entityOf(call), idOf(call), options)
    return { status: 204 }
  }),

  removal: named('none', async (call) => {
    const { records: room } = call.services
    const data = await room.removal(call.principal.actor, entityOf(call), idOf(call))
    return { status: 200, body: { data } }
  }),

  explain: named('none', async (call) => {
    const { records: room } = call.services
    const { person } = call.query
    // Asking about oneself needs no right.
    const isOther = typeof person === 'string' && person !== call.principal.actor.userId
    const of = isOther ? await call.services.identity.otherActor(call.principal, person) : undefined
    const asked = { query: call.query, language: call.language, ...(of && { of }) }
    const data = await room.explain(call.principal.actor, entityOf(call), idOf(call), asked)
    return { status: 200, body: { data } }
  }),

  restore: named('none', async (call) => {
    const options = { rev: optionalRev(call), ...once(call) }
    const { records: room } = call.services
    const data = await room.restore(call.principal.actor, entityOf(call), idOf(call), options)
    return { status: 200, headers: etag(data), body: { data } }
  }),

  assign: named('none', async (call) => {
    // A null among the rest is an owner taken away, so the room reads it.
    const { comment: text, ...given } = Object(call.body) as Record<string, unknown>
    const shape = { comment: { type: 'text', optional: true, longest: 4_000 } } as const
    const { comment } = readShape({ comment: text }, shape)
    const { actor } = call.principal
    const { records: room } = call.services
    const options = { rev: requiredRev(call), comment, ...once(call) }
    const data = await room.assign(actor, entityOf(call), idOf(call), given, options)
    return { status: 200, headers: etag(data), body: { data } }
  }),

  reveal: named('none', async (call) => {
    const { actor } = call.principal
    const { fields, reason } = readShape(call.body, {
      fields: { type: 'list', most: 20 },
      reason: { type: 'text', longest: 500 },
    })
    const { requestId } = call
    const request = { entity: entityOf(call), id: idOf(call), fields, reason, requestId }
    return { status: 200, body: { data: await call.services.records.reveal(actor, request) } }
  }),

  reveals: named('none', async (call) => {
    const { actor } = call.principal
    const data = await call.services.records.reveals(actor, entityOf(call), idOf(call))
    return { status: 200, body: { data } }
  }),

  transition: named('transition', async (call) => {
    const shape = {
      values: { type: 'object', optional: true },
      comment: { type: 'text', optional: true, longest: 4_000 },
    } as const
    const given = readShape(call.body ?? {}, shape)
    const options = { ...given, rev: optionalRev(call), ...once(call) }
    const { actor } = call.principal
    const name = call.params.transition ?? ''
    const { records: room } = call.services
    const data = await room.transition(actor, entityOf(call), idOf(call), name, options)
    return { status: 200, headers: etag(data), body: { data } }
  }),

  aggregate: named('aggregate', async (call) => {
    const { actor } = call.principal
    const { records: room } = call.services
    const body = await room.aggregate(actor, entityOf(call), call.body, call.signal)
    return { status: 200, body }
  }),

  derive: named('transition', async (call) => {
    const { values, id, form } = readShape(call.body, {
      values: { type: 'object', optional: true },
      id: { type: 'text', optional: true, longest: 100 },
      form: { type: 'text', optional: true, longest: 100 },
    })
    const question = { entity: entityOf(call), values, id: id ?? null, form: form ?? null }
    const { data, faults } = await call.services.records.derive(call.principal.actor, question)
    const { errors } = errorEnvelope(faults, call.language, call.requestId)
    return { status: 200, body: { data, problems: errors } }
  }),

  history: named('none', async (call) => {
    const { actor } = call.principal
    const { records: room } = call.services
    return { status: 200, body: await room.history(actor, entityOf(call), idOf(call), call.query) }
  }),
}
