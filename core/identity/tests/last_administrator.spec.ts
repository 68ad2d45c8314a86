/** The last who may everything cannot be disabled or removed, through whichever door. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { withOwnPassword } from './support/own_password.ts'
import { libraryModules, librarySamples, sampleIds } from '../../http/tests/support/library.ts'

const whole = 'system.administrator'
const users = '/api/v1/records/system.user'
const held = [409, 'E_AUTH_LAST_ADMINISTRATOR']
const told = ({ status, json }: Reply) => [status, json?.errors?.[0]?.code]

type Document = { kind: string; key: string; schema?: { properties: Record<string, object> } }

/** Users with a life of their own, and a team they go with when it is removed. */
const livingUsers = (libraryModules as Document[]).map((one) => {
  if (one.kind !== 'entity' || one.key !== 'system.user') return one
  const properties = {
    ...one.schema!.properties,
    state: {
      ...{ 'title': '状态', 'x-uid': 'userlifestate' },
      ...{ 'x-type': 'state', 'x-lifecycle': 'system.user' },
    },
    team: {
      ...{ 'title': '班组', 'x-uid': 'userteam0001', 'x-type': 'relation' },
      'x-relation': { to: 'system.organization', onDelete: 'cascade' },
    },
  }
  return { ...one, schema: { ...one.schema, properties } }
})
const lifecycle = {
  ...{ kind: 'lifecycle', key: 'system.user', uid: 'userlife0001', schemaVersion: 1 },
  ...{ title: '账户', entity: 'system.user', field: 'state', initial: 'active' },
  states: [
    { id: 'active', title: '正常' },
    { id: 'disabled', title: '停用' },
  ],
  transitions: [
    { id: 'disable', title: '停用', from: ['active'], to: 'disabled', allow: [whole] },
    { id: 'enable', title: '启用', from: ['disabled'], to: 'active', allow: [whole] },
  ],
}

async function me(who: Client): Promise<{ id: string; rev: number; path: string }> {
  const { id } = (await who.get('/api/v1/session')).json.data.user
  const path = `${users}/${id}`
  return { id, path, rev: (await who.get(path)).json.data.rev }
}

/** Makes the sample user an administrator who signs in with a password of his own. */
async function second(server: TestServer, admin: Client): Promise<Client> {
  await admin.put(`/api/v1/users/${sampleIds.keeper}/roles`, { roles: [whole] })
  return withOwnPassword(server, admin, { id: sampleIds.keeper, account: 'keeper' })
}

/** Nobody leads a department, so that whoever is left may be removed. */
const samples = {
  ...librarySamples,
  'system.department': [
    { id: sampleIds.office, name: '总馆' },
    { id: sampleIds.branch, name: '分馆' },
  ],
}

test.group('identity | the last administrator', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('is not disabled, removed or left without an account, by himself or by bulk', async ({
    assert,
  }) => {
    const { id, path, rev } = await me(admin)
    const seen = { 'If-Match': `"${rev}"` }
    for (const patch of [{ state: 'disabled' }, { account: 'x', state: 'disabled' }]) {
      assert.deepEqual(told(await admin.patch(path, patch, seen)), held, JSON.stringify(patch))
    }
    assert.deepEqual(told(await admin.delete(path, seen)), held)
    const one = [
      { op: 'update', id, rev, values: { state: 'disabled' } },
      { op: 'delete', id, rev },
    ]
    for (const operation of one) {
      const each = await admin.post(`${users}/bulk`, { operations: [operation], atomic: false })
      assert.equal(each.json.data[0].status, 409, each.text)
      assert.equal(each.json.data[0].errors[0].code, held[1])
      const all = await admin.post(`${users}/bulk`, { operations: [operation], atomic: true })
      assert.deepEqual(told(all), held)
    }
    const after = await me(admin)
    assert.equal(after.rev, rev)
    // What does not concern it goes through, also in a language of the reader.
    const renamed = await admin.patch(path, { name: '总管理员', account: 'chief' }, seen)
    assert.equal(renamed.status, 200, renamed.text)
    const back = { 'If-Match': `"${renamed.json.data.rev}"` }
    const english = await admin.patch(
      path,
      { state: 'disabled' },
      { ...back, 'Accept-Language': 'en' }
    )
    assert.match(english.json.errors[0].message, /must keep all rights/)
    assert.equal((await admin.patch(path, { account: 'admin' }, back)).status, 200)
  })

  test('keeps his rights whatever is published, also where a role nobody has gets them', async ({
    assert,
  }) => {
    const before = (await admin.get(`/api/v1/definitions/role/${whole}`)).json.data
    const less = { ...before, grants: [{ entity: 'system.user', actions: ['read'] }] }
    const other = { ...before, key: 'system.chief', uid: 'urolechief01', title: '总管' }
    await admin.put(`/api/v1/drafts/role/${whole}`, less)
    for (const draft of [null, other]) {
      if (draft) await admin.put(`/api/v1/drafts/role/${draft.key}`, draft)
      const { hash, problems } = (await admin.post('/api/v1/releases/plan', {})).json.data
      assert.deepEqual(problems, [])
      assert.deepEqual(told(await admin.post('/api/v1/releases', { plan: hash, note: '' })), held)
    }
    assert.equal((await admin.get(users)).status, 200)
    await admin.delete(`/api/v1/drafts/role/${whole}`)
    const { hash } = (await admin.post('/api/v1/releases/plan', {})).json.data
    assert.equal((await admin.post('/api/v1/releases', { plan: hash, note: '' })).status, 201)
  })

  test('one with the role but no password of his own is no other administrator', async ({
    assert,
  }) => {
    const roles = `/api/v1/users/${sampleIds.reader}/roles`
    await admin.patch(roles, { give: [whole] })
    const { path, rev } = await me(admin)
    const disabled = await admin.patch(path, { state: 'disabled' }, { 'If-Match': `"${rev}"` })
    assert.deepEqual(told(disabled), held)
    assert.equal((await admin.patch(roles, { take: [whole] })).status, 200)
  })

  test('of two who disable each other at once one is left', async ({ assert }) => {
    const keeper = await second(server, admin)
    const [one, other] = [await me(admin), await me(keeper)]
    const disable = (who: Client, { path, rev }: { path: string; rev: number }) =>
      who.patch(path, { state: 'disabled' }, { 'If-Match': `"${rev}"` })
    const replies = await Promise.all([disable(admin, other), disable(keeper, one)])
    const [left, gone] = replies[0]!.status === 200 ? [admin, other] : [keeper, one]
    assert.lengthOf(
      replies.filter(({ status }) => status === 200),
      1
    )
    const again = await me(left)
    assert.deepEqual(told(await disable(left, again)), held)
    const { rev } = (await left.get(gone.path)).json.data
    const enabled = await left.patch(gone.path, { state: 'active' }, { 'If-Match': `"${rev}"` })
    assert.equal(enabled.status, 200, enabled.text)
    // With another one who can sign in, the one may go.
    const fresh = await me(left)
    const removed = await left.delete(fresh.path, { 'If-Match': `"${fresh.rev}"` })
    assert.equal(removed.status, 204, removed.text)
  })
})

test.group('identity | the last administrator where users have a life', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: [...livingUsers, lifecycle], samples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('no transition ends him, and he does not go along with what he belongs to', async ({
    assert,
  }) => {
    const { path, rev } = await me(admin)
    const seen = { 'If-Match': `"${rev}"` }
    assert.deepEqual(told(await admin.post(`${path}/transitions/disable`, {}, seen)), held)
    const moved = await admin.patch(path, { team: sampleIds.organization }, seen)
    assert.equal(moved.status, 200, moved.text)
    const team = `/api/v1/records/system.organization/${sampleIds.organization}`
    const { rev: known } = (await admin.get(team)).json.data
    const removed = await admin.delete(team, { 'If-Match': `"${known}"` })
    assert.deepEqual(told(removed), held)
    assert.equal((await admin.get(team)).status, 200)
  })

  test('with another one who can sign in, he may be disabled', async ({ assert }) => {
    const keeper = await second(server, admin)
    const { path, rev } = await me(admin)
    const ended = await keeper.post(`${path}/transitions/disable`, {}, { 'If-Match': `"${rev}"` })
    assert.equal(ended.status, 200, ended.text)
    assert.equal((await admin.get(users)).status, 401)
    const last = await me(keeper)
    const refused = await keeper.post(
      `${last.path}/transitions/disable`,
      {},
      { 'If-Match': `"${last.rev}"` }
    )
    assert.deepEqual(told(refused), held)
  })
})
