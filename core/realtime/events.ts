import { Refusal } from '#engine/errors.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import type { Services } from '#core/http/index.ts'
import { readShape } from '#core/http/index.ts'
import type { Client, Clients, Subscription } from './clients.ts'
import type { Delivery } from './telling/deliver.ts'
import { subscriptionsTooMany } from './errors.ts'
import type { Presence } from './presence.ts'

/** What a client may send: name, who may send it, and what it does. Anything else is refused. */
export interface ClientEvent {
  readonly policy: 'session'
  run(context: EventContext, payload: unknown): Promise<unknown>
}

export interface EventContext {
  client: Client
  services: Services
  clients: Clients
  presence: Presence
  delivery: Delivery
  /** Every change up to this number has been told. */
  settled: () => number
  /** The same so long ago, ms; null when that is not known. */
  settledAgo: (ms: number) => number | null
}

const most = 200
/** Records that a list shows at once. */
const mostShown = 200
const entityName = { type: 'text', longest: 100 } as const
const recordName = { entity: entityName, id: { type: 'text', longest: 36 } } as const

export const clientEvents: Readonly<Record<string, ClientEvent>> = Object.freeze({
  subscribe: { policy: 'session', run: subscribe },

  unsubscribe: {
    policy: 'session',
    async run({ client, clients }, payload) {
      const { entity } = readShape(payload, { entity: entityName })
      clients.unsubscribe(client, entity)
      return { entity }
    },
  },

  open: {
    policy: 'session',
    async run({ client, presence }, payload) {
      const { mode, ...record } = readShape(payload, {
        ...recordName,
        mode: { type: 'text', longest: 4, optional: true },
      })
      return { people: await presence.open(client, record, mode === 'edit' ? 'edit' : 'view') }
    },
  },

  present: {
    policy: 'session',
    async run({ client, presence }, payload) {
      const { entity, ids } = readShape(payload, {
        entity: entityName,
        ids: { type: 'list', most: mostShown },
      })
      return { records: await presence.among(client, entity, ids.map(String)) }
    },
  },

  close: {
    policy: 'session',
    async run({ client, presence }, payload) {
      const record = readShape(payload, recordName)
      await presence.close(client, record)
      return record
    },
  },
})

/**
 * `{entity, filter?, since?, ago?}`. From `since`, the number of the last change the client was told
 * of, or from so many milliseconds `ago`, when it read what it shows, what it missed is told first;
 * `reload: true` says that this was too much, or too long ago.
 */
async function subscribe(context: EventContext, payload: unknown): Promise<object> {
  const { client, services, clients, delivery, settled } = context
  const { entity, filter, since, ago } = readShape(payload, {
    entity: entityName,
    filter: { type: 'object', optional: true },
    since: { type: 'integer', from: 0, to: Number.MAX_SAFE_INTEGER, optional: true },
    ago: { type: 'integer', from: 0, to: Number.MAX_SAFE_INTEGER, optional: true },
  })
  const { entities, formerEntities } = services.registry.current()
  const known = entities.get(formerEntities.get(entity)?.of ?? entity)
  const { actor } = clients.principalOf(client)
  if (!known || known.parent !== null) throw unknown(entity)
  const subscriptions = clients.subscriptionsOf(client)
  if (subscriptions.size >= most && !subscriptions.has(entity)) {
    throw new Refusal(subscriptionsTooMany({ most }))
  }
  await services.registry.ready(actor.language)
  const rule = ruleOf(services, actor, { entity, filter: filter ?? null })
  const subscription: Subscription = { entity, filter: filter ?? null, rule }
  clients.subscribe(client, subscription)
  const seq = settled()
  if (since === undefined && ago === undefined) return { entity, seq }
  const from = since ?? context.settledAgo(ago ?? 0)
  const read = async () => (from === null ? null : services.records.watch.missed(rule, from))
  const outcome = await delivery.catchUp(client, subscription, { settled: seq, read })
  return { entity, seq, ...(outcome === 'too much' ? { reload: true } : {}) }
}

/** An entity the actor may not read is not there, as for every other reader. */
function ruleOf(
  { records }: Services,
  actor: Parameters<Services['records']['watch']['rule']>[0],
  { entity, filter }: { entity: string; filter: unknown }
) {
  try {
    return records.watch.rule(actor, entity, filter)
  } catch (error) {
    const isDenied =
      error instanceof Refusal && error.faults.some(({ code }) => code === 'E_ACCESS_DENIED')
    throw isDenied ? unknown(entity) : error
  }
}

function unknown(key: string): Refusal {
  return new Refusal(definitionUnknown({ kind: 'entity', key }))
}
