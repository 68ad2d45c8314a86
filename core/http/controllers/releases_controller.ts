import { readShape } from '../body/read_shape.ts'
import { requireDefinitions, rolesOutOfReach } from '../request/require_definitions.ts'
import { withReadableSamples } from '../request/readable_samples.ts'
import { signed } from '../route.ts'
import type { CodeMap, PlanRequest } from '#core/definitions/index.ts'

const longestHash = 100_000

/** Plan, publish, look back, go back. */
export const releases = {
  list: signed(async (call) => {
    requireDefinitions(call, 'read')
    return { status: 200, body: { data: await call.services.definitions.releases.list() } }
  }),

  show: signed(async (call) => {
    requireDefinitions(call, 'read')
    const data = await call.services.definitions.releases.get(call.params.id ?? '')
    return { status: 200, body: { data } }
  }),

  plan: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { include, to, map } = readShape(call.body ?? {}, {
      include: { type: 'list', optional: true, most: 1_000 },
      to: { type: 'text', optional: true, longest: 40 },
      map: { type: 'object', optional: true },
    })
    const request: PlanRequest = {
      ...(include === undefined ? {} : { include: include.map(String) }),
      ...(to === undefined ? {} : { to }),
      ...(map === undefined ? {} : { map: map as CodeMap }),
    }
    const data = await call.services.definitions.releases.plan(request, call.language)
    return { status: 200, body: { data: withReadableSamples(call, data) } }
  }),

  publish: signed(async (call) => {
    requireDefinitions(call, 'publish')
    const { plan, note = '' } = readShape(call.body, {
      plan: { type: 'text', longest: longestHash },
      note: { type: 'text', optional: true, longest: 1_000 },
    })
    const by = call.principal.actor.userId
    const given = { plan, note, by, outOfReach: rolesOutOfReach(call) }
    const data = await call.services.definitions.releases.publish(given)
    return { status: 201, headers: { Location: `/api/v1/releases/${data.id}` }, body: { data } }
  }),

  activate: signed(async (call) => {
    requireDefinitions(call, 'publish')
    const { plan = null } = readShape(call.body ?? {}, {
      plan: { type: 'text', optional: true, longest: longestHash },
    })
    const by = call.principal.actor.userId
    const { releases: room } = call.services.definitions
    const data = await room.activate(call.params.id ?? '', {
      ...{ plan, by, outOfReach: rolesOutOfReach(call) },
    })
    return { status: 201, headers: { Location: `/api/v1/releases/${data.id}` }, body: { data } }
  }),

  compare: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { to = '' } = call.query as { to?: string }
    const { releases: room } = call.services.definitions
    return {
      status: 200,
      body: { data: await room.compare(call.params.id ?? '', to, call.language) },
    }
  }),

  bundle: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { module } = call.query as { module?: string }
    const { definitions } = call.services
    const bundle = await definitions.exportBundle(call.params.id ?? '', module ?? null)
    return { status: 200, body: bundle }
  }),

  quarantine: signed(async (call) => {
    const { id } = await call.services.definitions.releases.get(call.params.id ?? '')
    const { actor } = call.principal
    return { status: 200, body: await call.services.records.quarantine(actor, id, call.query) }
  }),

  discard: signed(async (call) => {
    const { entity, field, reason } = readShape(call.body, {
      entity: { type: 'text', longest: 100 },
      field: { type: 'text', longest: 100 },
      reason: { type: 'text', optional: true, longest: 1_000 },
    })
    const { id: release } = await call.services.definitions.releases.get(call.params.id ?? '')
    const { record = '' } = call.params
    const named = { release, entity, field, record }
    const told = { reason: reason ?? null, requestId: call.requestId }
    await call.services.records.discard(call.principal.actor, { ...named, ...told })
    return { status: 204 }
  }),
}
