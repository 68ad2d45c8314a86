/** Whoever still says the old name of a renamed field or entity is understood, and answered by it. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { subscriber } from './support/subscriber.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)

const base = [
  { kind: 'module', key: 'system', uid: 'fnsystem0', title: '系统', version: '1.0.0' },
  {
    ...{ kind: 'entity', key: 'system.user', uid: 'fnuser000', title: '用户', anchor: 'user' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        account: { 'type': 'string', 'title': '账号', 'x-uid': 'fnuseracc' },
        name: { 'type': 'string', 'title': '姓名', 'x-uid': 'fnusernam' },
        kind: { 'type': 'string', 'title': '类别', 'x-uid': 'fnuserkin' },
        state: { 'type': 'string', 'title': '状态', 'x-uid': 'fnusersta' },
        department: { 'type': 'string', 'title': '部门', 'x-uid': 'fnuserdep' },
        locale: { 'type': 'string', 'title': '语言', 'x-uid': 'fnuserloc' },
      },
    },
  },
  {
    ...{ kind: 'role', key: 'system.administrator', uid: 'fnadmin00', title: '管理员' },
    grants: [{ entity: '*', actions: ['*'] }],
  },
  { kind: 'module', key: 'yard', uid: 'fnyard000', title: '场地', version: '1.0.0' },
  {
    ...{ kind: 'role', key: 'yard.guest', uid: 'fnguest00', title: '访客' },
    grants: [{ entity: 'yard.machine', actions: ['read'], fields: { deny: ['hours'] } }],
  },
  {
    ...{ kind: 'entity', key: 'yard.machine', uid: 'fnmachine', title: '机器' },
    titleField: 'name',
    schema: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'fnmachnam', 'maxLength': 20 },
        hours: { 'type': 'integer', 'title': '工时', 'x-uid': 'fnmachhou', 'maximum': 100 },
        maker: {
          ...{ 'title': '厂家', 'x-uid': 'fnmachmak', 'x-type': 'relation' },
          'x-relation': { to: 'yard.maker', onDelete: 'restrict' },
        },
        parts: {
          ...{ 'type': 'array', 'title': '部件', 'x-uid': 'fnmachpar', 'x-type': 'children' },
          'x-entity': 'yard.part',
        },
      },
    },
  },
  {
    ...{ kind: 'entity', key: 'yard.maker', uid: 'fnmaker00', title: '厂家', titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'fnmakenam' },
        city: { 'type': 'string', 'title': '城市', 'x-uid': 'fnmakecit' },
      },
    },
  },
  {
    ...{ kind: 'entity', key: 'yard.part', uid: 'fnpart000', title: '部件' },
    ...{ parent: 'yard.machine', titleField: 'label' },
    schema: {
      type: 'object',
      properties: { label: { 'type': 'string', 'title': '名称', 'x-uid': 'fnpartlab' } },
    },
  },
].map((one) => ({ schemaVersion: 1, ...one }))

test.group('http | former names', (group) => {
  let server: TestServer
  let admin: Client
  const machines = '/api/v1/records/yard.machine'
  const rename = async (body: object) => {
    const renamed = await admin.post('/api/v1/drafts/rename', body)
    if (renamed.status !== 200) throw new Error(renamed.text)
    const plan = await admin.post('/api/v1/releases/plan', {})
    const { hash, migrations } = plan.json.data
    const published = await admin.post('/api/v1/releases', { plan: hash, note: 'rename' })
    if (published.status !== 201) throw new Error(published.text)
    return migrations
  }
  let maker: string
  group.setup(async () => {
    server = await startServer({
      modules: base,
      samples: {
        user: [{ account: 'guest', name: '访客', kind: 'internal', state: 'active' }],
        roles: [{ account: 'guest', role: 'yard.guest' }],
      },
    })
    admin = await server.signIn('admin')
    maker = (await admin.post('/api/v1/records/yard.maker', { name: '甲', city: '柳州' })).json.data
      .id
    await admin.post(machines, { name: '铲车', hours: 3, maker, parts: [{ label: '斗' }] })
    await rename({ kind: 'entity', key: 'yard.machine', field: 'hours', to: 'run_hours' })
    await rename({ kind: 'entity', key: 'yard.maker', field: 'city', to: 'town' })
    await rename({ kind: 'entity', key: 'yard.part', field: 'label', to: 'caption' })
    await rename({ kind: 'entity', key: 'yard.maker', to: 'yard.vendor' })
    return async () => void (await server.close())
  })

  test('a list is filtered, sorted and shown by the old name, with a Deprecation header', async ({
    assert,
  }) => {
    const filter = encodeURIComponent(JSON.stringify({ 'hours': { gte: 3 }, 'maker.city': '柳州' }))
    const fields = 'name,hours,maker.city'
    const old = await admin.get(`${machines}?filter=${filter}&sort=-hours&fields=${fields}`)
    assert.equal(old.status, 200, old.text)
    assert.containSubset(old.json.data, [{ name: '铲车', hours: 3, maker: { city: '柳州' } }])
    assert.notProperty(old.json.data[0], 'run_hours')
    assert.match(old.headers.get('deprecation')!, /^@[0-9]{10}$/)
    const now = await admin.get(`${machines}?fields=name,run_hours`)
    assert.containSubset(now.json.data, [{ run_hours: 3 }])
    assert.isNull(now.headers.get('deprecation'))
    const both = await admin.get(`${machines}?sort=hours&fields=name,run_hours`)
    assert.containSubset(both.json.data, [{ hours: 3, run_hours: 3 }])
  })

  test('a body writes by the old name and is answered by it, sub-tables too', async ({
    assert,
  }) => {
    const body = { name: '吊车', hours: 7, parts: [{ label: '臂' }] }
    const made = await admin.post(machines, body)
    assert.equal(made.status, 201, made.text)
    assert.containSubset(made.json.data, { hours: 7, parts: [{ label: '臂' }] })
    assert.isNotNull(made.headers.get('deprecation'))
    const path = `${machines}/${made.json.data.id}`
    const changed = await admin.patch(path, { hours: 8 }, { 'If-Match': '"1"' })
    assert.equal(changed.json.data.hours, 8, changed.text)
    const shown = await admin.get(path)
    assert.containSubset(shown.json.data, { run_hours: 8, parts: [{ caption: '臂' }] })
    const operations = [{ op: 'update', id: made.json.data.id, rev: 2, values: { hours: 9 } }]
    const bulk = await admin.post(`${machines}/bulk`, { operations })
    assert.equal(bulk.json.data[0].status, 200, bulk.text)
    assert.equal((await admin.get(path)).json.data.run_hours, 9)
    const sums = await admin.post(`${machines}/aggregate`, {
      groupBy: ['maker.city'],
      measures: [{ do: 'sum', of: 'hours', as: 'total' }],
    })
    assert.sameDeepMembers(sums.json.data, [
      { 'maker.city': '柳州', 'total': '3' },
      { 'maker.city': null, 'total': '9' },
    ])
  })

  test('faults are told at the names that were sent; both names in one body are refused', async ({
    assert,
  }) => {
    const much = await admin.post(machines, { name: '大', hours: 101 })
    assert.deepEqual([much.status, much.json.errors[0].path], [422, '/hours'])
    const both = await admin.post(machines, { name: '双', hours: 1, run_hours: 2 })
    assert.deepEqual([both.status, ...codes(both)], [400, 'E_FIELD_NAMED_TWICE'])
    assert.equal(both.json.errors[0].path, '/run_hours')
  })

  test('an entity is reached by its old key, in paths, subscriptions and runtime', async ({
    assert,
  }) => {
    const list = await admin.get('/api/v1/records/yard.maker?fields=name,city')
    assert.equal(list.status, 200, list.text)
    assert.containSubset(list.json.data, [{ name: '甲', city: '柳州' }])
    const made = await admin.post('/api/v1/records/yard.maker', { name: '乙' })
    assert.match(made.headers.get('location')!, /\/records\/yard\.maker\//)
    assert.equal((await admin.get('/api/v1/runtime/views/yard.maker')).status, 200)
    const socket = await subscriber(server.url, admin.cookie!)
    const asked = { entity: 'yard.maker', filter: { city: '柳州' } }
    const answer = await socket.ask('subscribe', asked)
    assert.containSubset(answer, { data: { entity: 'yard.maker' } })
    const heard = socket.next('record.changed')
    await admin.patch(
      `/api/v1/records/yard.vendor/${maker}`,
      { name: '甲厂' },
      { 'If-Match': '"1"' }
    )
    assert.containSubset(await heard, { entity: 'yard.maker', id: maker })
    socket.close()
  })

  test('to whom the field is unknown, its old name is unknown too', async ({ assert }) => {
    const guest = await server.signIn('guest')
    const refused = await guest.get(`${machines}?fields=hours`)
    assert.deepEqual([refused.status, ...codes(refused)], [400, 'E_QUERY_UNKNOWN_FIELD'])
    assert.notInclude(refused.text, 'run_hours')
  })

  test('a new field cannot take a former name that is in use; taking it away is in the plan', async ({
    assert,
  }) => {
    const machine = (await admin.get('/api/v1/definitions/entity/yard.machine')).json.data
    machine.schema.properties.hours = { type: 'integer', title: '新工时' }
    const draft = '/api/v1/drafts/entity/yard.machine'
    const taken = await admin.put(draft, machine)
    const problem = taken.json.problems.find(
      (one: { code: string }) => one.code === 'E_DEFINITION_ALIAS'
    )
    assert.containSubset(problem, { severity: 'error', pointer: '/aliases/0' })
    assert.deepEqual(problem.patch, [{ op: 'remove', path: '/aliases/0' }])
    const seen = { 'If-Match': taken.headers.get('etag')! }
    delete machine.schema.properties.hours
    delete machine.aliases
    const freed = await admin.put(draft, machine, seen)
    const errors = freed.json.problems.filter(
      (one: { severity: string }) => one.severity === 'error'
    )
    assert.deepEqual(errors, [])
    const plan = await admin.post('/api/v1/releases/plan', {})
    const texts = plan.json.data.changes.map((one: { text: string }) => one.text)
    assert.deepEqual(texts, ['实体“机器”删去旧名称：hours'])
    const { hash } = plan.json.data
    assert.equal((await admin.post('/api/v1/releases', { plan: hash, note: '' })).status, 201)
    assert.equal((await admin.get(`${machines}?fields=hours`)).status, 400)
  })

  test('renamed back, the first name is no former one any more', async ({ assert }) => {
    await rename({ kind: 'entity', key: 'yard.vendor', to: 'yard.maker' })
    const { aliases } = (await admin.get('/api/v1/definitions/entity/yard.maker')).json.data
    const keys = aliases.map((one: { key: string }) => one.key)
    assert.sameMembers(keys, ['city', 'yard.vendor'])
  })
})
