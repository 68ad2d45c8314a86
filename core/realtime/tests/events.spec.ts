import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { systemActor } from '#engine/access/index.ts'
import { compileSample } from '../../engine/tests/support/compile_sample.ts'
import { registryOf } from '#core/definitions/registry/registry_of.ts'
import type { Services } from '#core/http/index.ts'
import type { Principal } from '#core/identity/index.ts'
import type { Presence } from '../presence.ts'
import { clientEvents } from '../events.ts'
import type { EventContext } from '../events.ts'
import { createClients } from '../clients.ts'
import type { Client } from '../clients.ts'
import { createDelivery } from '../telling/deliver.ts'

const names = Array.from({ length: 202 }, (_, n) => `library.shelf_${n}`)
const application = compileSample(
  ...names.map((key) => ({
    ...{ kind: 'entity', key, titleField: 'name' },
    schema: { type: 'object', properties: { name: { type: 'string', title: '名称' } } },
  }))
)

test.group('realtime | events', () => {
  test('a connection listens to 200 entities; one more only after it left another', async ({
    assert,
  }) => {
    const clients = createClients()
    const client = { data: {} } as unknown as Client
    clients.add(client, { actor: systemActor, hash: 'h' } as Principal)
    const registry = registryOf(application)
    const rule = (_: unknown, entity: string) => ({ key: entity, entity })
    const services = { registry, records: { watch: { rule } } } as unknown as Services
    const presence = {} as Presence
    const delivery = createDelivery(() => {})
    const settled = () => 7
    const times = { settled, settledAgo: settled }
    const context: EventContext = { client, services, clients, presence, delivery, ...times }
    const subscribe = (entity: string) => clientEvents.subscribe!.run(context, { entity })
    for (const name of names.slice(0, 200))
      assert.deepEqual(await subscribe(name), { entity: name, seq: 7 })
    const refusal = await subscribe(names[200]!).catch((error: unknown) => error)
    assert.instanceOf(refusal, Refusal)
    const [fault] = (refusal as Refusal).faults
    assert.deepInclude(fault, { code: 'E_EVENT_SUBSCRIPTIONS', status: 429, params: { most: 200 } })
    assert.equal(clients.byRule(names[200]!).size, 0)
    await clientEvents.unsubscribe!.run(context, { entity: names[0] })
    await subscribe(names[200]!)
    assert.equal(clients.subscriptionsOf(client).size, 200)
  })
})
