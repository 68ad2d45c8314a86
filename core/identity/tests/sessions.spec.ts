import { test } from '@japa/runner'
import { adminPassword, startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples, sampleIds } from '../../http/tests/support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const users = '/api/v1/records/system.user'

test.group('identity | sessions and tokens', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })
  const newUser = async (account: string, roles: string[] = []) => {
    const created = await admin.post(users, { account, name: account })
    const { id } = created.json.data as { id: string }
    await admin.put(`/api/v1/users/${id}/roles`, { roles })
    await admin.put(`/api/v1/users/${id}/password`, { password: 'Meadow-Kettle-88' })
    return id
  }

  test('who am I tells user, roles and what they allow', async ({ assert }) => {
    const keeper = await server.signIn('keeper')
    const { data } = (await keeper.get('/api/v1/session')).json
    assert.deepInclude(data.user, {
      id: sampleIds.keeper,
      account: 'keeper',
      name: '馆员',
      department: sampleIds.office,
      organization: sampleIds.organization,
    })
    assert.deepEqual(data.roles, ['library.keeper'])
    assert.deepEqual(data.permissions['library.book'], ['read', 'create', 'update', 'delete'])
    assert.notProperty(data.permissions, 'system.department')
    assert.isFalse(data.mustChangePassword)
  })

  test('wrong password, unknown account and disabled user answer the same', async ({ assert }) => {
    const id = await newUser('gone')
    await admin.patch(`${users}/${id}`, { state: 'disabled' }, { 'If-Match': '"1"' })
    const answers = [
      await server
        .anonymous()
        .post('/api/v1/session', { account: 'keeper', password: 'wrong-one' }),
      await server
        .anonymous()
        .post('/api/v1/session', { account: 'nobody', password: 'wrong-one' }),
      await server
        .anonymous()
        .post('/api/v1/session', { account: 'gone', password: 'Meadow-Kettle-88' }),
    ]
    for (const { status, json } of answers) {
      assert.equal(status, 401)
      assert.deepEqual(json.errors, answers[0]!.json.errors)
    }
    assert.deepEqual(codes(answers[0]!), ['E_AUTH_INVALID'])
  })

  test('T055 five wrong passwords lock the account for this address, also for the right one', async ({
    assert,
  }) => {
    await newUser('target')
    const attempt = (password: string) =>
      server.anonymous().post('/api/v1/session', { account: 'target', password })
    for (let n = 0; n < 5; n++) assert.equal((await attempt(`wrong-${n}-guess`)).status, 401)
    const locked = await attempt('Meadow-Kettle-88')
    assert.equal(locked.status, 429)
    assert.deepEqual(codes(locked), ['E_AUTH_LOCKED'])
    assert.isAtLeast(Number(locked.headers.get('retry-after')), 500)
    await server.signIn('keeper')
  }).timeout(60_000)

  test('tokens, roles and users that are not there are told apart, and nothing is assigned', async ({
    assert,
  }) => {
    const missing = '0195a000-0000-7000-8000-00000000ffff'
    const token = await admin.delete(`/api/v1/tokens/${missing}`)
    assert.equal(token.status, 404)
    assert.deepEqual(codes(token), ['E_AUTH_TOKEN_UNKNOWN'])
    const keeper = await server.signIn('keeper')
    const address = `/api/v1/tokens/${(await keeper.post('/api/v1/tokens', { name: 'mine' })).json.data.id}`
    assert.deepEqual(codes(await admin.delete(address)), ['E_AUTH_TOKEN_UNKNOWN'])
    assert.equal((await keeper.delete(address)).status, 204)

    const id = await newUser('unassigned')
    const roles = ['library.keeper', 'library.kepper', 'nothing']
    const assigned = await admin.put(`/api/v1/users/${id}/roles`, { roles })
    assert.equal(assigned.status, 422)
    assert.deepEqual(codes(assigned), ['E_AUTH_ROLE_UNKNOWN', 'E_AUTH_ROLE_UNKNOWN'])
    assert.deepEqual(
      assigned.json.errors.map((one: { path: string }) => one.path),
      ['/roles/1', '/roles/2']
    )
    assert.isEmpty((await admin.get(`/api/v1/users/${id}/roles`)).json.data)

    const calls = [
      admin.get(`/api/v1/users/${missing}/roles`),
      admin.put(`/api/v1/users/${missing}/roles`, { roles: ['library.keeper'] }),
      admin.put(`/api/v1/users/${missing}/password`, { password: 'Meadow-Kettle-88' }),
    ]
    for (const reply of await Promise.all(calls)) {
      assert.equal(reply.status, 404)
      assert.deepEqual(codes(reply), ['E_AUTH_USER_UNKNOWN'])
    }
  })

  test('signing out ends the session, and only this one', async ({ assert }) => {
    const [one, other] = [await server.signIn('keeper'), await server.signIn('keeper')]
    assert.equal((await one.delete('/api/v1/session')).status, 204)
    assert.equal((await one.get('/api/v1/session')).status, 401)
    assert.equal((await other.get('/api/v1/session')).status, 200)
  })

  test('a user who is disabled or deleted is out with his next request', async ({ assert }) => {
    const id = await newUser('leaver', ['library.keeper'])
    const leaver = await server.signIn('leaver', 'Meadow-Kettle-88')
    await leaver.post('/api/v1/session/password', {
      current: 'Meadow-Kettle-88',
      next: 'Kettle-Meadow-99',
    })
    assert.equal((await leaver.get('/api/v1/records/library.book')).status, 200)
    const patched = await admin.patch(
      `${users}/${id}`,
      { state: 'disabled' },
      { 'If-Match': '"1"' }
    )
    assert.equal(patched.status, 200)
    assert.equal((await leaver.get('/api/v1/session')).status, 401)
    await admin.patch(`${users}/${id}`, { state: 'active' }, { 'If-Match': '"2"' })
    assert.equal((await leaver.get('/api/v1/session')).status, 200)
    assert.equal((await admin.delete(`${users}/${id}`, { 'If-Match': '"3"' })).status, 204)
    assert.equal((await leaver.get('/api/v1/session')).status, 401)
  })

  test('a password set by somebody else must be changed before anything else', async ({
    assert,
  }) => {
    await newUser('novice', ['library.keeper'])
    const novice = await server.signIn('novice', 'Meadow-Kettle-88')
    const me = await novice.get('/api/v1/session')
    assert.isTrue(me.json.data.mustChangePassword)
    assert.deepEqual(me.json.data.permissions, {})
    for (const path of [
      '/api/v1/records/library.book',
      '/api/v1/runtime/menu',
      '/api/v1/openapi.json',
    ]) {
      const reply = await novice.get(path)
      assert.equal(reply.status, 403)
      assert.deepEqual(codes(reply), ['E_AUTH_PASSWORD_CHANGE_REQUIRED'])
    }
    const change = (current: string, next: string) =>
      novice.post('/api/v1/session/password', { current, next })
    assert.deepEqual(codes(await change('Meadow-Kettle-00', 'Kettle-Meadow-99')), [
      'E_AUTH_INVALID',
    ])
    assert.deepEqual(codes(await change('Meadow-Kettle-88', 'password1')), ['E_AUTH_PASSWORD_WEAK'])
    const changed = await change('Meadow-Kettle-88', 'Kettle-Meadow-99')
    assert.equal(changed.status, 200)
    assert.isFalse(changed.json.data.mustChangePassword)
    assert.equal((await novice.get('/api/v1/records/library.book')).status, 200)
    const old = await server
      .anonymous()
      .post('/api/v1/session', { account: 'novice', password: 'Meadow-Kettle-88' })
    assert.equal(old.status, 401)
  })

  test('changing the password ends the other sessions', async ({ assert }) => {
    await newUser('mover')
    const [one, other] = [
      await server.signIn('mover', 'Meadow-Kettle-88'),
      await server.signIn('mover', 'Meadow-Kettle-88'),
    ]
    await one.post('/api/v1/session/password', {
      current: 'Meadow-Kettle-88',
      next: 'Kettle-Meadow-99',
    })
    assert.equal((await one.get('/api/v1/session')).status, 200)
    assert.equal((await other.get('/api/v1/session')).status, 401)
  })

  test('a token acts as its user, within its scopes, until it is ended', async ({ assert }) => {
    const keeper = await server.signIn('keeper')
    const made = await keeper.post('/api/v1/tokens', {
      name: 'reader',
      scopes: ['read'],
      expiresIn: 3600,
    })
    assert.equal(made.status, 201)
    const bearer = { Authorization: `Bearer ${made.json.data.token}` }
    const program = server.anonymous()
    assert.equal((await program.get('/api/v1/records/library.book', bearer)).status, 200)
    assert.equal(
      (await program.get('/api/v1/records/system.department', bearer)).status,
      (await keeper.get('/api/v1/records/system.department')).status
    )
    const write = await program.post('/api/v1/records/library.book', { title: 'x' }, bearer)
    assert.deepEqual(codes(write), ['E_AUTH_TOKEN_SCOPE'])
    assert.deepEqual(codes(await program.post('/api/v1/tokens', { name: 'more' }, bearer)), [
      'E_AUTH_SESSION_REQUIRED',
    ])
    assert.equal(
      (
        await program.post(
          '/api/v1/records/library.book/aggregate',
          { measures: [{ do: 'count', as: 'n' }] },
          bearer
        )
      ).status,
      200
    )

    const full = await keeper.post('/api/v1/tokens', { name: 'writer' })
    const all = { Authorization: `Bearer ${full.json.data.token}` }
    assert.equal(
      (await program.post('/api/v1/records/library.book', { title: 'x' }, all)).status,
      201
    )
    // A program needs no Origin, and one of its own does not matter to whom it talks.
    const bare = await fetch(`${server.url}/api/v1/records/library.book`, {
      method: 'POST',
      headers: { ...all, 'Content-Type': 'application/json' },
      body: '{"title":"bare"}',
    })
    assert.equal(bare.status, 201)

    const list = await keeper.get('/api/v1/tokens')
    assert.deepEqual(
      list.json.data.map((one: { name: string }) => one.name),
      ['reader', 'writer']
    )
    assert.notInclude(list.text, 'gj_')
    assert.equal((await keeper.delete(`/api/v1/tokens/${made.json.data.id}`)).status, 204)
    assert.equal((await program.get('/api/v1/records/library.book', bearer)).status, 401)
    assert.equal((await admin.delete(`/api/v1/tokens/${full.json.data.id}`)).status, 404)
  })

  test('a token that is made wrong is refused with all reasons', async ({ assert }) => {
    const reply = await admin.post('/api/v1/tokens', { nom: 'x', expiresIn: 1 })
    assert.deepEqual(codes(reply), ['E_BODY_UNKNOWN_KEY', 'E_BODY_INVALID', 'E_BODY_INVALID'])
    const scopes = await admin.post('/api/v1/tokens', { name: 'x', scopes: ['all', 'root'] })
    assert.deepEqual(codes(scopes), ['E_AUTH_SCOPE_UNKNOWN', 'E_AUTH_SCOPE_UNKNOWN'])
    for (const authorization of ['Bearer nonsense', 'Basic YTpi', 'Bearer']) {
      const headers = { Authorization: authorization }
      assert.equal((await admin.get('/api/v1/session', headers)).status, 401, authorization)
    }
  })

  test('roles are given and taken by who may assign, and hold at once', async ({ assert }) => {
    const id = await newUser('helper')
    const helper = await server.signIn('helper', 'Meadow-Kettle-88')
    await helper.post('/api/v1/session/password', {
      current: 'Meadow-Kettle-88',
      next: 'Kettle-Meadow-99',
    })
    const books = '/api/v1/records/library.book'
    assert.equal((await helper.get(books)).status, 403)
    const roles = ['library.reader', { role: 'library.keeper', until: '2000-01-01T00:00:00Z' }]
    const given = await admin.put(`/api/v1/users/${id}/roles`, { roles })
    assert.deepEqual(
      given.json.data.map((one: { role: string }) => one.role),
      ['library.keeper', 'library.reader']
    )
    assert.deepEqual((await helper.get('/api/v1/session')).json.data.roles, ['library.reader'])
    assert.equal((await helper.get(books)).status, 200)
    assert.equal((await helper.post(books, { title: 'x' })).status, 403)
    const wrong = await admin.put(`/api/v1/users/${id}/roles`, {
      roles: ['a.b', 'library.keeper', 'c.d'],
    })
    assert.deepEqual(
      wrong.json.errors.map((e: { path: string }) => e.path),
      ['/roles/0', '/roles/2']
    )
    assert.equal(
      (await helper.put(`/api/v1/users/${id}/roles`, { roles: ['system.administrator'] })).status,
      403
    )
    const keeper = await server.signIn('keeper')
    for (const call of [
      keeper.put(`/api/v1/users/${id}/roles`, { roles: ['system.administrator'] }),
      keeper.put(`/api/v1/users/${id}/password`, { password: 'Kettle-Meadow-77' }),
      keeper.get(`/api/v1/users/${id}/roles`),
    ]) {
      assert.deepEqual(codes(await call), ['E_ACCESS_DENIED'])
    }
    assert.equal((await admin.get('/api/v1/users/no-id/roles')).status, 404)
  })

  test('what a module gives the actor is read, and read again when its records change', async ({
    assert,
  }) => {
    const books = '/api/v1/records/library.book'
    const shelf = await admin.post('/api/v1/records/library.shelf', { name: '二号架' })
    await admin.post(books, { title: 'on shelf two', shelf: shelf.json.data.id })
    const reader = await server.signIn('reader')
    const titles = async () =>
      (await reader.get(`${books}?fields=title`)).json.data.map(
        (one: { title: string }) => one.title
      )
    assert.notInclude(await titles(), 'on shelf two')
    await admin.patch(
      `/api/v1/records/library.shelf/${shelf.json.data.id}`,
      { keeper: sampleIds.reader },
      { 'If-Match': '"1"' }
    )
    assert.include(await titles(), 'on shelf two')
    await admin.patch(
      `/api/v1/records/library.shelf/${shelf.json.data.id}`,
      { keeper: null },
      { 'If-Match': '"2"' }
    )
    assert.notInclude(await titles(), 'on shelf two')
  })

  test('a request of a session costs two statements at most before the rooms begin', async ({
    assert,
  }) => {
    const keeper = await server.signIn('keeper')
    for (let n = 0; n < 2; n++) await keeper.get('/api/v1/session')
    const { data } = (await admin.get('/__test__/statements')).json
    assert.isAtMost(data.length, 2, JSON.stringify(data))
  })

  test('the administrator may not be locked out by his own password check', async ({ assert }) => {
    const again = await server.signIn('admin', adminPassword)
    assert.equal((await again.get('/api/v1/session')).status, 200)
  })
})
