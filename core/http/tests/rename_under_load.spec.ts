/** A field that the demand module names in many places is renamed while 50 requests a second are written. */
import { setTimeout as delay } from 'node:timers/promises'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply } from '../../../tests/harness/server.ts'

const entity = 'demand.request'
const requests = `/api/v1/records/${entity}`
const perSecond = 50
const seconds = { before: 1, after: 3 }

/** With it the field is named in more than twelve places. */
const byCustomer = {
  ...{ kind: 'view', key: 'demand.request_by_customer', uid: 'rulview00', schemaVersion: 1 },
  ...{ title: '按客户', entity, type: 'table', limit: 20 },
  columns: ['title', 'customer', 'customer.name'].map((path) => ({ path, width: 100 })),
  ...{ filters: ['customer'], sort: ['customer'] },
}

test.group('http | rename under load', () => {
  test('every write is kept, every reference follows, nobody gets an error', async ({ assert }) => {
    const server = await startServer({
      modules: ['schemas/modules'],
      env: { GUIJU_SAMPLES: 'false' },
    })
    try {
      const admin = await server.signIn('admin')
      const usesOf = async (field: string) =>
        (await admin.get(`/api/v1/definitions/entity/${entity}/uses?field=${field}`)).json.data
      await publish(admin, () => admin.put(`/api/v1/drafts/view/${byCustomer.key}`, byCustomer))
      const before = await usesOf('customer')
      assert.isAtLeast(before.length, 12)

      const load = await writeOnAndOn(admin)
      await delay(seconds.before * 1000)
      const renaming = { kind: 'entity', key: entity, field: 'customer', to: 'client' }
      await publish(admin, () => admin.post('/api/v1/drafts/rename', renaming))
      await delay(seconds.after * 1000)
      const { sent, answers } = await load.end()

      const refused = answers.filter(({ status }) => status !== 201)
      assert.deepEqual(refused.map(({ text }) => text).slice(0, 3), [])
      assert.isAtLeast(answers.length, perSecond * (seconds.before + seconds.after) * 0.8)
      const byOldName = answers.filter(({ headers }) => headers.get('deprecation') !== null)
      assert.isAbove(byOldName.length, 0, 'some were written after the switch')
      const kept = await admin.get(`${requests}?fields=title,client&limit=1&count=exact`)
      assert.equal(kept.json.page.count, sent.length)
      const filter = encodeURIComponent(JSON.stringify({ client: { empty: true } }))
      assert.deepEqual((await admin.get(`${requests}?filter=${filter}`)).json.data, [])

      assert.deepEqual(await usesOf('customer'), [])
      assert.equal((await usesOf('client')).length, before.length)
    } finally {
      await server.close()
    }
  }).timeout(180_000)
})

/** Makes a draft and publishes it. */
async function publish(client: Client, draft: () => Promise<Reply>): Promise<void> {
  const drafted = await draft()
  if (drafted.status !== 200) throw new Error(drafted.text)
  const plan = (await client.post('/api/v1/releases/plan', {})).json.data
  const published = await client.post('/api/v1/releases', { plan: plan.hash, note: '' })
  if (published.status !== 201) throw new Error(published.text)
}

/** Creates records at a steady pace, whoever answers late, until it is ended. */
async function writeOnAndOn(client: Client) {
  const customer = await client.post('/api/v1/records/demand.customer', { name: '南宁港务' })
  if (customer.status !== 201) throw new Error(customer.text)
  const rest = {
    ...{ channel: 'phone', customer: customer.json.data.id },
    ...{ service_type: 'inspection', content: '检验一台塔式起重机' },
  }
  const sent: number[] = []
  const pending: Promise<Reply>[] = []
  const timer = setInterval(() => {
    const nth = sent.push(sent.length) - 1
    pending.push(client.post(requests, { title: `第 ${nth} 个需求`, ...rest }))
  }, 1000 / perSecond)
  return {
    async end() {
      clearInterval(timer)
      return { sent, answers: await Promise.all(pending) }
    },
  }
}
