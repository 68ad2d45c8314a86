/** A module that nobody has seen is made, published, changed, renamed and taken back through the API alone. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const draftOf = (kind: string, key: string) => `/api/v1/drafts/${kind}/${key}`
const texts = (reply: Reply) => reply.json.data.changes.map((one: { text: string }) => one.text)

interface Document extends Record<string, unknown> {
  kind: string
  key: string
}

const module = { kind: 'module', key: 'fleet', title: '车队', version: '0.1.0', dependsOn: [] }
const van = {
  kind: 'entity',
  key: 'fleet.van',
  title: '车辆',
  titleField: 'plate',
  schema: {
    type: 'object',
    required: ['plate'],
    properties: {
      plate: { type: 'string', title: '车牌', maxLength: 20 },
      mileage: { type: 'integer', title: '里程' },
    },
  },
}
const view = {
  kind: 'view',
  key: 'fleet.van_list',
  title: '车辆',
  entity: 'fleet.van',
  columns: [{ path: 'plate' }, { path: 'mileage' }],
  sort: ['-mileage'],
}

test.group('http | definitions over time', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })
  const save = async (document: Document, seen?: string) => {
    const headers: Record<string, string> = seen === undefined ? {} : { 'If-Match': seen }
    return admin.put(draftOf(document.kind, document.key), document, headers)
  }
  const publish = async (note: string, request: object = {}) => {
    const plan = await admin.post('/api/v1/releases/plan', request)
    if (plan.status !== 200) return plan
    return admin.post('/api/v1/releases', { plan: plan.json.data.hash, note })
  }
  const errors = (reply: Reply) =>
    reply.json.problems.filter((one: { severity: string }) => one.severity === 'error')

  test('a new module is drafted, planned and published, and is there at once', async ({
    assert,
  }) => {
    for (const document of [module, van, view]) {
      const saved = await save(document)
      assert.equal(saved.status, 200, saved.text)
      assert.match(saved.json.data.uid, /^[a-z0-9]{8,32}$/)
      assert.deepEqual(errors(saved), [], document.key)
    }
    assert.equal((await admin.get('/api/v1/records/fleet.van')).status, 404)
    const plan = await admin.post('/api/v1/releases/plan', {})
    assert.sameMembers(texts(plan), [
      '新增模块“车队”（fleet）',
      '新增实体“车辆”（fleet.van）',
      '新增视图“车辆”（fleet.van_list）',
    ])
    const { migrations, hash } = plan.json.data
    assert.match(migrations[0].statement, /^CREATE TABLE "e_fleet_van_/)
    assert.containSubset(migrations[0], { about: '“车辆”：建立数据表', rows: 0, lock: 'none' })
    const published = await admin.post('/api/v1/releases', { plan: hash, note: '车队上线' })
    assert.equal(published.status, 201, published.text)
    assert.equal(published.json.data.state, 'active')
    const made = await admin.post('/api/v1/records/fleet.van', { plate: '桂A12345', mileage: 7 })
    assert.equal(made.status, 201, made.text)
    assert.deepEqual((await admin.get('/api/v1/drafts')).json.data, [])
    const list = await admin.get('/api/v1/releases')
    assert.containSubset(list.json.data[0], { note: '车队上线', isActive: true })
    const again = await admin.post('/api/v1/releases', { plan: hash, note: '' })
    assert.deepEqual([again.status, ...codes(again)], [409, 'E_PLAN_STALE'])
  })

  test('a draft is checked on every save, with places, both languages and a fix to apply', async ({
    assert,
  }) => {
    const { sort, ...rest } = view
    const wrong = {
      ...rest,
      columns: [{ path: 'plat' }, { path: 'mileage' }],
      stray: 1,
      sorts: sort,
    }
    const saved = await save(wrong)
    assert.equal(saved.status, 200, saved.text)
    const found = errors(saved) as {
      pointer: string
      code: string
      patch: unknown
      message: object
    }[]
    const path = found.find((one) => one.pointer === '/columns/0/path')!
    assert.equal(path.code, 'E_DEFINITION_REFERENCE')
    assert.deepEqual(path.patch, [{ op: 'replace', path: '/columns/0/path', value: 'plate' }])
    assert.deepEqual(path.message, {
      'zh-CN': '没有实体“车辆”的字段“plat”',
      'en': 'view fleet.van_list#/columns/0/path: nothing has this name, or it belongs to something else ("plat"): "plate"?',
    })
    const stray = found.find((one) => one.pointer === '/stray')!
    assert.deepEqual(stray.patch, [{ op: 'remove', path: '/stray' }])
    // What was written under a misspelt name is not thrown away.
    const misspelt = found.find((one) => one.pointer === '/sorts')!
    assert.deepEqual(misspelt.patch, [{ op: 'move', from: '/sorts', path: '/sort' }])

    const refused = await publish('faulty')
    assert.equal(refused.status, 422, refused.text)
    assert.include(codes(refused), 'E_DEFINITION_INVALID')
    const shown = await admin.get(draftOf('view', 'fleet.van_list'))
    const tag = shown.headers.get('etag')!
    const unseen = await save(view)
    assert.deepEqual([unseen.status, ...codes(unseen)], [428, 'E_DRAFT_HASH_REQUIRED'])
    const stale = await save(view, '"other"')
    assert.deepEqual([stale.status, ...codes(stale)], [409, 'E_DRAFT_STALE'])
    const repaired = await save({ ...view, title: '全部车辆' }, tag)
    assert.equal(repaired.status, 200, repaired.text)
    assert.deepEqual(errors(repaired), [])
    const discarded = await admin.delete(draftOf('view', 'fleet.van_list'))
    assert.equal(discarded.status, 204)
  })

  test('what could hurt is refused and not kept; so is another address or identity', async ({
    assert,
  }) => {
    const template = await save({ ...van, title: '{{x}}' })
    assert.deepEqual([template.status, ...codes(template)], [422, 'E_DEFINITION_INVALID'])
    const elsewhere = await admin.put(draftOf('entity', 'fleet.car'), van)
    assert.deepEqual([elsewhere.status, ...codes(elsewhere)], [422, 'E_DRAFT_MISPLACED'])
    const other = await save({ ...van, uid: 'someoneelse1' })
    assert.deepEqual([other.status, ...codes(other)], [422, 'E_DRAFT_MISPLACED'])
    const none = await admin.get(draftOf('entity', 'fleet.van'))
    assert.deepEqual([none.status, ...codes(none)], [404, 'E_DRAFT_UNKNOWN'])
    const unknown = await admin.put('/api/v1/drafts/gadget/fleet.x', { kind: 'gadget' })
    assert.equal(unknown.status, 404)
  })

  test('a field is renamed everywhere it is named, and no data moves', async ({ assert }) => {
    const uses = await admin.get('/api/v1/definitions/entity/fleet.van/uses?field=mileage')
    assert.sameDeepMembers(
      uses.json.data.map((one: { kind: string; pointer: string }) => `${one.kind}${one.pointer}`),
      ['view/columns/1/path', 'view/sort/0']
    )
    const body = { kind: 'entity', key: 'fleet.van', field: 'mileage', to: 'odometer' }
    const renamed = await admin.post('/api/v1/drafts/rename', body)
    assert.equal(renamed.status, 200, renamed.text)
    assert.sameMembers(
      renamed.json.data.map((one: { key: string }) => one.key),
      ['fleet.van', 'fleet.van_list']
    )
    const plan = await admin.post('/api/v1/releases/plan', {})
    assert.include(
      texts(plan),
      '实体“车辆”的字段“里程”（mileage）标识改为 odometer，2 处引用随之更新'
    )
    assert.deepEqual(plan.json.data.migrations, [])
    const published = await publish('改名')
    assert.equal(published.status, 201, published.text)
    const list = await admin.get('/api/v1/records/fleet.van?fields=plate,odometer')
    assert.containSubset(list.json.data, [{ plate: '桂A12345', odometer: 7 }])
    const { aliases } = (await admin.get('/api/v1/definitions/entity/fleet.van')).json.data
    assert.containSubset(aliases, [{ key: 'mileage' }])
    const nothing = await admin.post('/api/v1/drafts/rename', { ...body, field: 'nothing' })
    assert.deepEqual([nothing.status, ...codes(nothing)], [404, 'E_RENAME_UNKNOWN'])
  })

  test('some of the drafts are published when they need none of the others', async ({ assert }) => {
    const current = (await admin.get('/api/v1/definitions/entity/fleet.van')).json.data
    const driver = {
      ...{ kind: 'entity', key: 'fleet.driver', title: '驾驶员', titleField: 'name' },
      schema: { type: 'object', properties: { name: { type: 'string', title: '姓名' } } },
    }
    await save(driver)
    const linked = structuredClone(current)
    linked.schema.properties.driver = {
      'title': '驾驶员',
      'x-type': 'relation',
      'x-relation': { to: 'fleet.driver', onDelete: 'restrict' },
    }
    const saved = await save(linked)
    assert.deepEqual(errors(saved), [])
    const open = await admin.post('/api/v1/releases/plan', { include: ['fleet.van'] })
    assert.deepEqual([open.status, ...codes(open)], [422, 'E_PLAN_INCOMPLETE'])
    assert.deepEqual(open.json.errors[0].params.missing, ['entity fleet.driver'])
    const alone = await publish('驾驶员', { include: ['fleet.driver'] })
    assert.equal(alone.status, 201, alone.text)
    assert.lengthOf((await admin.get('/api/v1/drafts')).json.data, 1)
    assert.equal((await publish('驾驶员关联')).status, 201)
  })

  test('a shipped definition is changed by an overlay, and a role tells whose access changes', async ({
    assert,
  }) => {
    const roles = await admin.get('/api/v1/definitions?kind=role')
    const key = roles.json.data.find(
      (one: { key: string }) => one.key !== 'system.administrator'
    ).key
    const role = (await admin.get(`/api/v1/definitions/role/${key}`)).json.data
    const grant = role.grants.find((one: { actions: string[] }) => one.actions.includes('read'))
    grant.actions = [...grant.actions, 'export']
    await save(role)
    const plan = await admin.post('/api/v1/releases/plan', {})
    const change = plan.json.data.changes.find((one: { access: boolean }) => one.access)
    assert.equal(change.text, `角色“${role.title}”可以导出“图书”`)
    assert.equal((await publish('导出')).status, 201)
    const list = await admin.get('/api/v1/definitions?kind=role')
    const listed = list.json.data.find((one: { key: string }) => one.key === key)
    assert.containSubset(listed, { layer: 'product', isChanged: true })
  })

  test('an earlier release comes back with its definitions, and forward again', async ({
    assert,
  }) => {
    const [newest, , , renamed] = (await admin.get('/api/v1/releases')).json.data
    assert.equal(renamed.note, '改名')
    const first = (await admin.get('/api/v1/releases')).json.data.find(
      (one: { note: string }) => one.note === '车队上线'
    )
    const missing = await admin.post('/api/v1/releases/99999/activate', {})
    assert.deepEqual([missing.status, ...codes(missing)], [404, 'E_RELEASE_UNKNOWN'])
    const compared = await admin.get(`/api/v1/releases/${first.id}/changes?to=${newest.id}`)
    assert.isAbove(compared.json.data.length, 3)
    const back = await admin.post(`/api/v1/releases/${first.id}/activate`, {})
    assert.equal(back.status, 201, back.text)
    const old = await admin.get('/api/v1/records/fleet.van?fields=plate,mileage')
    assert.containSubset(old.json.data, [{ plate: '桂A12345', mileage: 7 }])
    assert.equal((await admin.get('/api/v1/records/fleet.driver')).status, 404)
    const again = await admin.post(`/api/v1/releases/${first.id}/activate`, {})
    assert.deepEqual([again.status, ...codes(again)], [422, 'E_PLAN_EMPTY'])
    assert.equal((await admin.post(`/api/v1/releases/${newest.id}/activate`, {})).status, 201)
    const now = await admin.get('/api/v1/records/fleet.van?fields=plate,odometer')
    assert.containSubset(now.json.data, [{ odometer: 7 }])
  })

  test('a bundle goes out and comes back the same; what differs becomes drafts', async ({
    assert,
  }) => {
    const { id } = (await admin.get('/api/v1/releases')).json.data[0]
    const bundle = await admin.get(`/api/v1/releases/${id}/bundle?module=fleet`)
    assert.equal(bundle.status, 200, bundle.text)
    const { definitions } = bundle.json
    assert.include(
      definitions.map((one: { path: string }) => one.path),
      'fleet/entity/van.json'
    )
    const same = await admin.post('/api/v1/drafts/import', bundle.json)
    assert.equal(same.status, 200, same.text)
    assert.deepEqual(same.json.data, [])
    assert.equal(same.json.unchanged, definitions.length)
    const at = definitions.findIndex((one: { path: string }) => one.path === 'fleet/module.json')
    definitions[at].text = definitions[at].text.replace('车队', '车队管理')
    const changed = await admin.post('/api/v1/drafts/import', bundle.json)
    assert.lengthOf(changed.json.data, 1)
    const plan = await admin.post('/api/v1/releases/plan', {})
    assert.deepEqual(texts(plan), ['模块“车队”改名为“车队管理”'])
    assert.equal((await publish('改名')).status, 201)
    const none = await admin.post('/api/v1/drafts/import', { some: 'thing' })
    assert.deepEqual([none.status, ...codes(none)], [422, 'E_BUNDLE_INVALID'])
  })

  test('a definition is taken out of use, its table stays, and it comes back', async ({
    assert,
  }) => {
    const removal = await admin.post(`${draftOf('view', 'fleet.van_list')}/removal`)
    assert.equal(removal.status, 200, removal.text)
    const plan = await admin.post('/api/v1/releases/plan', {})
    assert.deepEqual(texts(plan), ['停用视图“车辆”（fleet.van_list）'])
    assert.equal((await publish('停用')).status, 201)
    assert.equal((await admin.get('/api/v1/definitions/view/fleet.van_list')).status, 404)
  })

  test('only who may do everything edits definitions', async ({ assert }) => {
    const account = Object.values(librarySamples)
      .flat()
      .map((one) => (one as { account?: string }).account)
      .find((one) => one !== undefined && one !== 'admin')!
    const reader = await server.signIn(account)
    for (const path of ['/api/v1/drafts', '/api/v1/releases', '/api/v1/definitions']) {
      assert.equal((await reader.get(path)).status, 403, path)
    }
    assert.equal((await reader.put(draftOf('entity', 'fleet.van'), van)).status, 403)
  })

  test('what was published here survives a restart', async ({ assert }) => {
    const before = (await admin.get('/api/v1/releases')).json.data[0]
    await server.stop()
    server = await startServer({ modules: libraryModules, place: server.place })
    admin = await server.signIn('admin')
    const after = (await admin.get('/api/v1/releases')).json.data[0]
    assert.deepEqual(after, before)
    assert.equal((await admin.get('/api/v1/records/fleet.van')).json.data[0].odometer, 7)
  })
})
