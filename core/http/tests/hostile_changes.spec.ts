/** T112: definitions change ten times while people go on working. */
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'
import { openLoad, percentile, possibleRate } from './support/open_load.ts'
import type { Asked, Request } from './support/open_load.ts'

const parts = '/api/v1/records/depot.part'
const askedRate = 200
const samples = {
  ...librarySamples,
  'depot.part': Array.from({ length: 5_000 }, (_, n) => ({
    ...{ name: `备件 ${n}`, code: `S${n}`, price: `${n}.50`, stock: n % 90, note: '初始' },
  })),
}

type Field = Record<string, unknown>
interface Part extends Record<string, unknown> {
  schema: { required?: string[]; properties: Record<string, Field> }
  unique?: object[]
  indexes?: object[]
}

const base = { schemaVersion: 1 }
const text = (title: string, uid: string): Field => ({ 'type': 'string', title, 'x-uid': uid })
const modules: readonly object[] = [
  ...libraryModules,
  {
    ...{ ...base, kind: 'module', key: 'depot', uid: 'udepotmodule', title: '仓库' },
    ...{ version: '1.0.0', dependsOn: ['system'], menu: [] },
  },
  {
    ...{ ...base, kind: 'entity', key: 'depot.part', uid: 'udepotpart01', title: '备件' },
    titleField: 'name',
    schema: {
      type: 'object',
      required: ['name'],
      properties: {
        name: text('名称', 'upartname001'),
        code: text('编码', 'upartcode001'),
        price: text('价格', 'upartprice01'),
        stock: { 'type': 'integer', 'title': '库存', 'x-uid': 'upartstock01' },
        note: { ...text('备注', 'upartnote001'), 'x-type': 'longtext' },
      },
    },
  },
]

/** Each is a release of its own: what is added, named otherwise, asked for, retyped and taken away. */
const changes: readonly ((of: Changing) => Promise<void>)[] = [
  ({ edit }) => edit(({ properties }) => void (properties.maker = text('厂家', 'upartmaker01'))),
  ({ edit }) =>
    edit((schema, whole) => {
      schema.properties.unit = { ...text('单位', 'upartunit001'), default: '件' }
      schema.required = [...schema.required!, 'unit']
      whole.indexes = [{ uid: 'upartindex01', fields: ['code'] }]
    }),
  ({ rename }) => rename({ field: 'note', to: 'remark' }),
  ({ edit }) =>
    edit(({ properties }) => {
      properties.worth = {
        ...{ 'type': 'integer', 'title': '件数之倍', 'x-uid': 'upartworth01' },
        ...{ 'x-type': 'formula', 'x-result': 'integer', 'x-formula': '=stock * 2' },
      }
    }),
  ({ edit }) =>
    edit(
      ({ properties: { price } }) => void Object.assign(price!, { 'x-type': 'money', 'x-scale': 2 })
    ),
  ({ edit }) =>
    edit((_, whole) => void (whole.unique = [{ uid: 'upartunique1', fields: ['code'] }])),
  ({ edit }) => edit(({ properties }) => void delete properties.maker),
  ({ rename }) => rename({ to: 'depot.item' }),
  ({ edit }) =>
    edit(({ properties: { price } }) => {
      delete price!['x-scale']
      price!['x-type'] = 'text'
    }),
  ({ rename }) => rename({ to: 'depot.part' }),
]

interface Changing {
  edit(act: (schema: Part['schema'], whole: Part) => void): Promise<void>
  rename(renaming: { field?: string; to: string }): Promise<void>
}

/** Drafts and publishes as an implementer does, under whatever key the entity has now. */
function changing(admin: Client): Changing {
  let key = 'depot.part'
  const publish = async (drafted: Reply) => {
    if (drafted.status !== 200) throw new Error(drafted.text)
    const plan = await admin.post('/api/v1/releases/plan', {})
    const { hash } = plan.json.data
    const published = await admin.post('/api/v1/releases', { plan: hash, note: '' })
    if (published.status !== 201) throw new Error(published.text)
    const { id } = published.json.data
    for (let state = published.json.data.state; state === 'migrating'; await pause(50)) {
      state = (await admin.get(`/api/v1/releases/${id}`)).json.data.state
    }
  }
  return {
    async edit(act) {
      const whole = (await admin.get(`/api/v1/definitions/entity/${key}`)).json.data as Part
      act(whole.schema, whole)
      await publish(await admin.put(`/api/v1/drafts/entity/${key}`, whole))
    },
    async rename(renaming) {
      await publish(await admin.post('/api/v1/drafts/rename', { kind: 'entity', key, ...renaming }))
      if (renaming.field === undefined) key = renaming.to
    },
  }
}

/** What a page does that was opened before any of the changes: it says the names of then. */
function work(client: Client) {
  const made: string[] = []
  let sent = 0
  const create = async () => {
    const n = sent++
    const values = { name: `新 ${n}`, code: `N${n}`, price: '12.50', stock: 3, note: '旧名称' }
    const reply = await client.post(parts, values)
    if (reply.status === 201) made.push(reply.json.data.id)
    return reply
  }
  const patch = (id: string) =>
    client.patch(`${parts}/${id}`, { note: '改过' }, { 'If-Match': '"1"' })
  const request: Request = (n) => {
    const changed = n % 10 === 3 ? made.pop() : undefined
    if (changed !== undefined) return { kind: 'write', send: () => patch(changed) }
    if (n % 10 < 3) return { kind: 'write', send: create }
    const one = made.at(-1)
    const path =
      n % 2 === 0 && one ? `/${one}` : '?limit=20&sort=-created_at&fields=name,code,price'
    return { kind: 'read', send: () => client.get(parts + path) }
  }
  return { request, sent: () => sent }
}

function told(some: readonly Asked[]): string {
  const of = (share: number) => Math.round(percentile(some, share))
  return `${some.length} requests, p50 ${of(0.5)}, p99 ${of(0.99)}, longest ${of(1)} ms`
}

test.group('http | definitions that change under work', () => {
  test('T112 ten releases under a mix of requests: nobody gets an error, nothing is lost', async ({
    assert,
  }) => {
    const server = await startServer({ modules, samples })
    try {
      const admin = await server.signIn('admin')
      const { request, sent } = work(admin)
      const rate = await possibleRate(request, askedRate)
      const before = await openLoad(request, { rate, isOver: (millis) => millis >= 3_000 })

      let isDone = false
      const load = openLoad(request, { rate, isOver: () => isDone })
      const of = changing(admin)
      for (const change of changes) await change(of)
      isDone = true
      const during = await load

      for (const asked of [before, during]) {
        const refused = asked.filter(({ reply }) => reply.status >= 300)
        assert.deepEqual(refused.map(({ reply }) => reply.text).slice(0, 3), [])
      }
      const writes = during.filter(({ kind }) => kind === 'write')
      console.log(`    at ${rate} a second before: ${told(before)}`)
      console.log(`    during ten releases: ${told(during)}; writes: ${told(writes)}`)
      const all = await admin.get(
        `${parts}?limit=1&count=exact&filter=${encoded({ name: { startsWith: '新' } })}`
      )
      assert.equal(all.json.page.count, sent())
      const wrong = {
        name: { startsWith: '新' },
        any: [{ price: { ne: '12.50' } }, { worth: { ne: 6 } }],
      }
      // What a formula brings is filled in by a job.
      const left = async () => (await admin.get(`${parts}?limit=3&filter=${encoded(wrong)}`)).json
      for (let n = 0; n < 300 && (await left()).data.length > 0; n++) await pause(100)
      assert.deepEqual((await left()).data, [])
      assert.notMatch(server.output(), /[Ee]rror/)
    } finally {
      await server.close()
    }
  }).timeout(180_000)
})

const encoded = (filter: object) => encodeURIComponent(JSON.stringify(filter))
