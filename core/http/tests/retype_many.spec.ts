/** A retype of more rows than a request converts: a job moves them while everybody works on. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const count = 12_000
const bad = 120

const definitions = [
  {
    ...{ kind: 'module', key: 'yard', uid: 'ymodule00', schemaVersion: 1, title: '场地' },
    ...{ version: '0.1.0', dependsOn: ['system'] },
  },
  {
    ...{ kind: 'entity', key: 'yard.slip', uid: 'yslip0000', schemaVersion: 1, title: '单据' },
    ...{ titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'yslipname' },
        price: { 'type': 'string', 'title': '价格', 'x-uid': 'yslippric' },
      },
    },
  },
]
const rows = Array.from({ length: count }, (_, n) => ({
  name: `n${n}`,
  price: n % (count / bad) === 0 ? `约 ${n}` : `${n}.5`,
}))
const slips = '/api/v1/records/yard.slip'

test.group('http | retype of many rows', (group) => {
  let server: TestServer
  let admin: Client
  let started: { id: string; state: string }
  const settled = async (id: string) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const { data } = (await admin.get(`/api/v1/releases/${id}`)).json
      if (data.state !== 'migrating') return data
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the release is still migrating')
  }
  const retype = async () => {
    const definition = (await admin.get('/api/v1/definitions/entity/yard.slip')).json.data
    const { price } = definition.schema.properties
    Object.assign(price, { 'x-type': 'money', 'x-scale': 2 })
    await admin.put('/api/v1/drafts/entity/yard.slip', definition)
    const plan = (await admin.post('/api/v1/releases/plan', {})).json.data
    const move = plan.migrations.find((one: { converts?: object }) => one.converts)
    const published = await admin.post('/api/v1/releases', { plan: plan.hash, note: 'retype' })
    return { move, published }
  }
  group.setup(async () => {
    const modules = [...libraryModules, ...definitions]
    server = await startServer({ modules, samples: { 'yard.slip': rows } })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('it is told as migrating, and the release before stays in force meanwhile', async ({
    assert,
  }) => {
    const { move, published } = await retype()
    assert.containSubset(move, { rows: count, lock: 'none' })
    assert.containSubset(move.converts, { ok: count - bad, rounded: 0, failing: bad })
    assert.isAbove(move.seconds, 0)
    assert.equal(published.status, 201, published.text)
    started = published.json.data
    assert.equal(started.state, 'migrating')
    const made = await admin.post(slips, { name: 'new', price: '7.25 元' })
    assert.equal(made.status, 201, made.text)
    const shown = (await admin.get(`/api/v1/releases/${started.id}`)).json.data
    assert.containSubset(shown.progress, { total: count })
    if (shown.state === 'migrating') {
      const other = await admin.post(`/api/v1/releases/1/activate`, {})
      assert.includeMembers(['E_PLAN_EMPTY', 'E_RELEASE_MIGRATING'], codes(other))
    }
  })

  test('in the end all values are there, what failed is in quarantine, and drafts are used up', async ({
    assert,
  }) => {
    const done = await settled(started.id)
    assert.equal(done.state, 'active', JSON.stringify({ ...done, manifest: null }))
    assert.deepEqual(done.progress, { done: count, total: count })
    const sums = await admin.post(`${slips}/aggregate`, {
      measures: [
        { do: 'count', as: 'n' },
        { do: 'sum', of: 'price', as: 'total' },
      ],
    })
    const expected = rows.reduce((sum, { price }) => sum + (Number(price) || 0), 7.25)
    assert.deepEqual(sums.json.data, [{ n: count + 1, total: expected.toFixed(2) }])
    const { page } = (await admin.get(`/api/v1/releases/${started.id}/quarantine?limit=1`)).json
    assert.containSubset(page, { open: bad, count: bad })
    assert.deepEqual((await admin.get('/api/v1/drafts')).json.data, [])
    const jobs = (await admin.get('/api/v1/jobs')).json.data
    assert.notInclude(
      jobs.map(({ state }: { state: string }) => state),
      'failed'
    )
  })

  test('the way back needs no move, and what was written since is there', async ({ assert }) => {
    const filter = encodeURIComponent(JSON.stringify({ name: 'n1' }))
    const [one] = (await admin.get(`${slips}?filter=${filter}`)).json.data
    await admin.patch(`${slips}/${one.id}`, { price: '8' }, { 'If-Match': `"${one.rev}"` })
    const back = await admin.post('/api/v1/releases/1/activate', {})
    assert.equal(back.status, 201, back.text)
    assert.equal(back.json.data.state, 'active')
    assert.equal((await admin.get(`${slips}/${one.id}`)).json.data.price, '8.00')
    const failing = encodeURIComponent(JSON.stringify({ name: 'n0' }))
    assert.equal((await admin.get(`${slips}?filter=${failing}`)).json.data[0].price, '约 0')
  })

  test('an index is in force with the release and is built behind it', async ({ assert }) => {
    const definition = (await admin.get('/api/v1/definitions/entity/yard.slip')).json.data
    definition.indexes = [{ uid: 'yslipinde', fields: ['name'] }]
    await admin.put('/api/v1/drafts/entity/yard.slip', definition)
    const plan = (await admin.post('/api/v1/releases/plan', {})).json.data
    assert.deepEqual(
      plan.migrations.map(({ behind }: { behind?: boolean }) => behind),
      [true]
    )
    const published = await admin.post('/api/v1/releases', { plan: plan.hash, note: 'index' })
    assert.equal(published.json.data.state, 'active', published.text)
    const built = async () => {
      const { data } = (await admin.get('/api/v1/jobs?limit=100')).json
      return data.find(({ kind }: { kind: string }) => kind === 'records.build')
    }
    for (let n = 0; n < 300 && (await built())?.state !== 'done'; n++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.containSubset(await built(), { state: 'done', progress: { done: 1 }, error: null })
  })
})
