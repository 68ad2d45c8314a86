/** Fields change their type with the values that are there, and change back with what was written since. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const field = (title: string, rest: object = {}) => ({ type: 'string', title, ...rest })

const definitions = [
  { kind: 'module', key: 'depot', title: '仓库', version: '0.1.0', dependsOn: [] },
  {
    ...{ kind: 'dictionary', key: 'depot.level', title: '级别' },
    items: [
      { code: 'low', title: '低' },
      { code: 'high', title: '高' },
    ],
  },
  {
    ...{ kind: 'entity', key: 'depot.row', title: '明细', parent: 'depot.sheet' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: { name: field('名称'), count: { type: 'integer', title: '数量' } },
    },
  },
  {
    ...{ kind: 'entity', key: 'depot.sheet', title: '单据', titleField: 'name' },
    schema: {
      type: 'object',
      required: ['name'],
      properties: {
        name: field('名称'),
        price: field('价格'),
        level: field('级别'),
        day: field('日期'),
        weight: field('重量', { 'x-type': 'decimal', 'x-scale': 3 }),
        rows: { 'type': 'array', 'title': '明细', 'x-type': 'children', 'x-entity': 'depot.row' },
      },
    },
  },
]

const sheets = '/api/v1/records/depot.sheet'

test.group('http | retype', (group) => {
  let server: TestServer
  let admin: Client
  const ids = new Map<string, string>()
  const plan = async (request: object = {}) =>
    (await admin.post('/api/v1/releases/plan', request)).json.data
  const publish = async (note: string) => {
    const { hash } = await plan()
    const reply = await admin.post('/api/v1/releases', { plan: hash, note })
    if (reply.status !== 201) throw new Error(reply.text)
    return reply.json.data as { id: string; state: string }
  }
  const edit = async (
    key: string,
    change: (properties: Record<string, Record<string, unknown>>) => void
  ) => {
    const definition = (await admin.get(`/api/v1/definitions/entity/${key}`)).json.data
    change(definition.schema.properties)
    const saved = await admin.put(`/api/v1/drafts/entity/${key}`, definition)
    if (saved.status !== 200) throw new Error(saved.text)
    return saved.json.problems as { severity: string }[]
  }
  const shown = async (fields: string) => {
    const reply = await admin.get(`${sheets}?fields=name,${fields}&sort=name&limit=100`)
    if (reply.status !== 200) throw new Error(reply.text)
    return reply.json.data as Record<string, unknown>[]
  }
  const rev = async (name: string) => {
    const { data } = (await admin.get(`${sheets}/${ids.get(name)}`)).json
    return { 'If-Match': `"${data.rev}"` }
  }
  let first: string
  let second: string

  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    for (const one of definitions) {
      await admin.put(`/api/v1/drafts/${one.kind}/${one.key}`, one)
    }
    first = (await publish('first')).id
    const values = [
      { name: 'a', price: '12.5', level: '低', day: '2026-01-05', weight: '1.234' },
      { name: 'b', price: '1,200.005 元', level: 'high', day: '2026/1/6', weight: '2.000' },
      { name: 'c', price: '面议', level: '中', day: '昨天', weight: '3.100' },
      { name: 'd', rows: [{ name: '一', count: 3 }, { name: '二' }] },
    ]
    for (const one of values) {
      const made = await admin.post(sheets, one)
      if (made.status !== 201) throw new Error(made.text)
      ids.set(one.name, made.json.data.id)
    }
    return async () => void (await server.close())
  })

  test('the plan converts the real values: how many fit, are rounded and fail, with samples', async ({
    assert,
  }) => {
    const problems = await edit('depot.sheet', (properties) => {
      Object.assign(properties.price!, { 'x-type': 'money', 'x-scale': 2 })
      Object.assign(properties.level!, { 'x-type': 'select', 'x-dictionary': 'depot.level' })
      Object.assign(properties.day!, { format: 'date' })
      properties.weight!['x-scale'] = 1
    })
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      []
    )
    const { migrations, problems: against } = await plan()
    assert.deepEqual(against, [])
    const converts = migrations
      .filter((one: { converts?: object }) => one.converts)
      .map((one: { about: string; rows: number; lock: string; converts: object }) => one)
    assert.lengthOf(converts, 4)
    const price = converts.find((one: { about: string }) => one.about.includes('价格'))
    assert.containSubset(price, { rows: 4, lock: 'write' })
    assert.containSubset(price.converts, { ok: 1, rounded: 1, failing: 1 })
    assert.sameDeepMembers(price.converts.samples, [
      { id: ids.get('b'), value: '1,200.005 元', result: '1200.01' },
      {
        id: ids.get('c'),
        value: '面议',
        reason: { 'zh-CN': '不是数字', 'en': 'is no number' },
      },
    ])
    const weight = converts.find((one: { about: string }) => one.about.includes('重量'))
    assert.containSubset(weight.converts, { ok: 2, rounded: 1, failing: 0 })
  })

  test('publishing converts them; what fails is in quarantine and nothing is lost', async ({
    assert,
  }) => {
    const { id, state } = await publish('second')
    second = id
    assert.equal(state, 'active')
    assert.containSubset(await shown('price,level,day,weight'), [
      { name: 'a', price: '12.50', level: 'low', day: '2026-01-05', weight: '1.2' },
      { name: 'b', price: '1200.01', level: 'high', day: '2026-01-06', weight: '2.0' },
      { name: 'c', price: null, level: null, day: null, weight: '3.1' },
      { name: 'd', price: null, level: null, day: null, weight: null },
    ])
    const filter = encodeURIComponent(JSON.stringify({ price: { gte: '1000' } }))
    assert.lengthOf((await admin.get(`${sheets}?filter=${filter}`)).json.data, 1)
    const list = await admin.get(`/api/v1/releases/${id}/quarantine`)
    assert.equal(list.status, 200, list.text)
    assert.deepEqual(list.json.page, { next: null, open: 3, count: 3 })
    assert.sameDeepMembers(
      list.json.data.map((one: Record<string, unknown>) => [one.field, one.value, one.state]),
      [
        ['price', '面议', 'open'],
        ['level', '中', 'open'],
        ['day', '昨天', 'open'],
      ]
    )
    assert.containSubset(list.json.data[0], { record: ids.get('c'), title: 'c', rev: 1 })
    const page = await admin.get(`/api/v1/releases/${id}/quarantine?limit=2`)
    const { next } = page.json.page
    const rest = await admin.get(`/api/v1/releases/${id}/quarantine?limit=2&after=${next}`)
    assert.deepEqual([page.json.data.length, rest.json.data.length], [2, 1])
  })

  test('a person corrects or discards them, by rights and with history', async ({ assert }) => {
    const path = `${sheets}/${ids.get('c')}`
    const corrected = await admin.patch(path, { price: '99' }, await rev('c'))
    assert.equal(corrected.status, 200, corrected.text)
    const body = { entity: 'depot.sheet', field: 'day', reason: '写不出日期' }
    const discard = `/api/v1/releases/${second}/quarantine/${ids.get('c')}/discard`
    const discarded = await admin.post(discard, body)
    assert.equal(discarded.status, 204, discarded.text)
    const again = await admin.post(discard, body)
    assert.deepEqual([again.status, ...codes(again)], [404, 'E_QUARANTINE_UNKNOWN'])
    // What was corrected is decided: giving it up would say that the field is blank.
    const late = await admin.post(discard, { entity: 'depot.sheet', field: 'price' })
    assert.deepEqual([late.status, ...codes(late)], [404, 'E_QUARANTINE_UNKNOWN'])
    const list = await admin.get(`/api/v1/releases/${second}/quarantine`)
    assert.equal(list.json.page.open, 1)
    const states = list.json.data.map((one: Record<string, unknown>) => [one.field, one.state])
    assert.sameDeepMembers(states, [
      ['price', 'corrected'],
      ['day', 'discarded'],
      ['level', 'open'],
    ])
    const history = (await admin.get(`${path}/history`)).json.data
    assert.containSubset(history[0], { command: 'discard', reason: '写不出日期', rev: 3 })
    assert.containSubset(history[0].changes, [{ field: 'day', before: '昨天', after: null }])
    const account = Object.values(librarySamples)
      .flat()
      .map((one) => (one as { account?: string }).account)
      .find((one) => one !== undefined && one !== 'admin')!
    const reader = await server.signIn(account)
    const level = { entity: 'depot.sheet', field: 'level' }
    assert.equal((await reader.post(discard, level)).status, 404)
    const seen = await reader.get(`/api/v1/releases/${second}/quarantine`)
    assert.deepEqual(seen.json, { data: [], page: { next: null, open: 0, count: 0 } })
  })

  test('T112 a form that was opened before submits the value it shows', async ({ assert }) => {
    const made = await admin.post(sheets, {
      name: 'e',
      price: '3.999',
      level: '高',
      day: '2026/2/3',
    })
    assert.equal(made.status, 201, made.text)
    assert.containSubset(made.json.data, { price: '4.00', level: 'high', day: '2026-02-03' })
    ids.set('e', made.json.data.id)
    const nonsense = await admin.post(sheets, { name: 'f', price: 'viel' })
    assert.deepEqual([nonsense.status, nonsense.json.errors[0].path], [422, '/price'])
  })

  test('the way back has what was there before, and what was written since', async ({ assert }) => {
    await admin.patch(`${sheets}/${ids.get('a')}`, { price: '20', level: 'high' }, await rev('a'))
    const { migrations } = await plan({ to: first })
    assert.deepEqual(migrations, [])
    const back = await admin.post(`/api/v1/releases/${first}/activate`, {})
    assert.equal(back.status, 201, back.text)
    assert.deepEqual(await shown('price,level,day,weight').then(withoutIds), [
      { name: 'a', price: '20.00', level: '高', day: '2026-01-05', weight: '1.234' },
      { name: 'b', price: '1,200.005 元', level: 'high', day: '2026/1/6', weight: '2.000' },
      { name: 'c', price: '99.00', level: '中', day: '昨天', weight: '3.100' },
      { name: 'd', price: null, level: null, day: null, weight: null },
      { name: 'e', price: '4.00', level: '高', day: '2026-02-03', weight: null },
    ])
    // And forth again, with what was written meanwhile.
    await admin.patch(`${sheets}/${ids.get('b')}`, { price: '7 元' }, await rev('b'))
    assert.equal((await admin.post(`/api/v1/releases/${second}/activate`, {})).status, 201)
    assert.containSubset(await shown('price,level'), [
      { name: 'a', price: '20.00', level: 'high' },
      { name: 'b', price: '7.00', level: 'high' },
      { name: 'c', price: '99.00', level: null },
    ])
  })

  test('rows of a sub-table move along with their parent', async ({ assert }) => {
    await edit('depot.row', ({ count }) => Object.assign(count!, { type: 'boolean' }))
    const [move] = (await plan()).migrations.filter((one: { converts?: object }) => one.converts)
    assert.containSubset(move.converts, { ok: 0, rounded: 0, failing: 1 })
    const { id } = await publish('rows')
    const [held] = (await admin.get(`/api/v1/releases/${id}/quarantine`)).json.data
    assert.containSubset(held, { value: 3, state: 'open', rev: null, parent: ids.get('d') })
    const path = `/api/v1/releases/${id}/quarantine/${held.record}/discard`
    const discarded = await admin.post(path, { entity: 'depot.row', field: 'count' })
    assert.equal(discarded.status, 204, discarded.text)
    const history = (await admin.get(`${sheets}/${ids.get('d')}/history`)).json.data
    assert.equal(history[0].command, 'discard')
  })

  test('what has no way is told, and stands against the plan', async ({ assert }) => {
    await edit('depot.sheet', ({ price }) => {
      for (const name of ['type', 'x-scale']) delete price![name]
      Object.assign(price!, {
        'x-type': 'relations',
        'x-relation': { to: 'depot.sheet', onDelete: 'empty' },
      })
    })
    const { problems } = await plan()
    assert.containSubset(problems, [
      { code: 'E_DEFINITION_DATA_MOVE', pointer: '/schema/properties/price' },
    ])
    assert.equal((await admin.delete('/api/v1/drafts/entity/depot.sheet')).status, 204)
  })

  test('a restart finds the columns where they are', async ({ assert }) => {
    await server.stop()
    server = await startServer({ modules: libraryModules, place: server.place })
    admin = await server.signIn('admin')
    assert.containSubset(await shown('price,level'), [{ name: 'b', price: '7.00', level: 'high' }])
  })
})

function withoutIds(records: Record<string, unknown>[]): Record<string, unknown>[] {
  return records.map(({ id: _id, rev: _rev, ...rest }) => rest)
}
