import { accessOf } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import type { Services } from '#core/http/index.ts'
import { readShape } from '#core/http/index.ts'
import { subscriptionsTooMany } from './errors.ts'
import type { Client, Subscriptions } from './subscriptions.ts'

/** What a client may send: name, who may send it, and what it does. Anything else is refused. */
export interface ClientEvent {
  readonly policy: 'session'
  run(context: EventContext, payload: unknown): Promise<unknown>
}

export interface EventContext {
  client: Client
  services: Services
  subscriptions: Subscriptions
}

const most = 200
const shape = { entity: { type: 'text', longest: 100 } } as const

export const clientEvents: Readonly<Record<string, ClientEvent>> = Object.freeze({
  subscribe: {
    policy: 'session',
    async run({ client, services, subscriptions }, payload) {
      const { entity: key } = readShape(payload, shape)
      const application = services.registry.current()
      const entity = application.entities.get(key)
      const access = accessOf(application, client.data.principal.actor)
      if (!entity || entity.parent !== null || !access.may(entity, 'read')) {
        throw new Refusal(definitionUnknown({ kind: 'entity', key }))
      }
      if (subscriptions.countOf(client) >= most) throw new Refusal(subscriptionsTooMany({ most }))
      subscriptions.add(client, key)
      return { entity: key }
    },
  },

  unsubscribe: {
    policy: 'session',
    async run({ client, subscriptions }, payload) {
      const { entity } = readShape(payload, shape)
      subscriptions.remove(client, entity)
      return { entity }
    },
  },
})
