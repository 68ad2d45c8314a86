import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { ownPassword, withOwnPassword } from './support/own_password.ts'
import { libraryModules, librarySamples, sampleIds } from '../../http/tests/support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const whole = 'system.administrator'

/** Gives roles, and may not everything. */
const personnel = {
  ...{ kind: 'role', key: 'library.personnel', uid: 'rpersonnel1', schemaVersion: 1 },
  title: '人事',
  grants: [
    { entity: 'system.user', actions: ['read', 'assign'] },
    { entity: 'library.book', actions: ['read'], fields: { deny: ['cost'] } },
  ],
}

test.group('identity | rules of giving roles, and what another may', (group) => {
  let server: TestServer
  let admin: Client
  let clerk: Client
  group.setup(async () => {
    const roles = [...librarySamples.roles!, { account: 'stranger', role: 'library.personnel' }]
    server = await startServer({
      modules: [...libraryModules, personnel],
      samples: { ...librarySamples, roles },
    })
    admin = await server.signIn('admin')
    clerk = await server.signIn('stranger')
    return async () => void (await server.close())
  })
  const put = (who: Client, id: string, roles: unknown[]) =>
    who.put(`/api/v1/users/${id}/roles`, { roles })
  const rolesOf = async (id: string) =>
    (await admin.get(`/api/v1/users/${id}/roles`)).json.data.map(
      (one: { role: string }) => one.role
    )

  test('whoever may assign gives others roles, and himself none', async ({ assert }) => {
    const given = await put(clerk, sampleIds.reader, ['library.reader', 'library.keeper'])
    assert.equal(given.status, 200, given.text)
    await put(clerk, sampleIds.reader, ['library.reader'])
    const own = ['library.reader', 'library.personnel']
    const raised = await put(clerk, sampleIds.stranger, [...own, 'library.keeper'])
    assert.deepEqual([raised.status, ...codes(raised)], [403, 'E_AUTH_ROLE_RAISE'])
    assert.sameMembers(await rolesOf(sampleIds.stranger), own)
  })

  test('two who change one person at once both get what they asked for', async ({ assert }) => {
    const path = `/api/v1/users/${sampleIds.reader}/roles`
    const before = await rolesOf(sampleIds.reader)
    const changes = [{ give: ['library.keeper'] }, { give: ['library.personnel'] }]
    const replies = await Promise.all(changes.map((change) => admin.patch(path, change)))
    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200]
    )
    const both = [...before, 'library.keeper', 'library.personnel']
    assert.sameMembers(await rolesOf(sampleIds.reader), both)
    await admin.patch(path, { take: ['library.keeper', 'library.personnel'] })
    assert.sameMembers(await rolesOf(sampleIds.reader), before)
    const raised = await clerk.patch(`/api/v1/users/${sampleIds.stranger}/roles`, {
      give: ['library.keeper'],
    })
    assert.deepEqual(codes(raised), ['E_AUTH_ROLE_RAISE'])
    const unknown = await admin.patch(path, { give: ['library.reader', 'library.nobody'] })
    assert.deepEqual(
      unknown.json.errors.map(({ code, path }: { code: string; path: string }) => [code, path]),
      [['E_AUTH_ROLE_UNKNOWN', '/give/1']]
    )
  })

  test('a role that gives everything is given and taken by those alone who may everything', async ({
    assert,
  }) => {
    const given = await put(clerk, sampleIds.reader, ['library.reader', whole])
    assert.deepEqual(codes(given), ['E_AUTH_ROLE_RAISE'])
    assert.equal((await put(admin, sampleIds.reader, ['library.reader', whole])).status, 200)
    const taken = await put(clerk, sampleIds.reader, ['library.reader'])
    assert.deepEqual(codes(taken), ['E_AUTH_ROLE_RAISE'])
    assert.include(await rolesOf(sampleIds.reader), whole)
    assert.equal((await put(admin, sampleIds.reader, ['library.reader'])).status, 200)
  })

  test('the last who may everything keeps it, for good; of two at once one is left', async ({
    assert,
  }) => {
    const { id } = (await admin.get('/api/v1/session')).json.data.user
    for (const roles of [[], [{ role: whole, until: '2100-01-01T00:00:00Z' }]]) {
      const last = await put(admin, id, roles)
      assert.deepEqual([last.status, ...codes(last)], [409, 'E_AUTH_LAST_ADMINISTRATOR'])
    }
    assert.deepEqual(await rolesOf(id), [whole])
    await put(admin, sampleIds.keeper, ['library.keeper', whole])
    const account = { id: sampleIds.keeper, account: 'keeper' }
    const keeper = await withOwnPassword(server, admin, account)
    const both = await Promise.all([put(keeper, id, []), put(admin, sampleIds.keeper, [])])
    assert.sameMembers(
      both.map(({ status }) => status < 300),
      [true, false]
    )
    const left = both[0]!.status === 200 ? keeper : admin
    assert.equal((await put(left, id, [whole])).status, 200)
    assert.equal((await put(left, sampleIds.keeper, ['library.keeper'])).status, 200)
  })

  test('what another may on a record, and why, for whoever may assign him roles', async ({
    assert,
  }) => {
    const made = await admin.post('/api/v1/records/library.book', { title: '规矩' })
    const book = `/api/v1/records/library.book/${made.json.data.id}/explain`
    const ask = (who: Client, query: string, headers = {}) =>
      who.get(`${book}?person=${sampleIds.keeper}&${query}`, headers)
    const may = await ask(admin, 'action=update&field=title')
    assert.deepInclude(may.json.data, { allowed: true, action: 'update', field: 'title' })
    assert.match(may.json.data.text, /^馆员可以修改“.+”：由角色“馆员”授权$/)
    const english = await ask(admin, 'action=update&field=title', { 'Accept-Language': 'en' })
    assert.match(english.json.data.text, /^馆员 may change ".+": granted by role "馆员"$/)
    assert.equal((await ask(clerk, 'action=read')).json.data.allowed, true)

    const other = `${book}?person=${sampleIds.reader}`
    for (const action of ['read', 'update', 'delete']) {
      const told = await admin.get(`${other}&action=${action}`)
      assert.isFalse(told.json.data.allowed, action)
      assert.match(told.json.data.text, /^读者甲不能/)
    }
    const failing = (await admin.get(`${other}&action=read`)).json.data.grants[0].failing
    assert.lengthOf(failing, 1)
    assert.match(failing[0], /为本人，或.+属于\$my_shelf$/)

    const keeper = await server.signIn('keeper', ownPassword)
    const refused = await keeper.get(`${other}&action=read`)
    assert.deepEqual([refused.status, ...codes(refused)], [403, 'E_ACCESS_DENIED'])
    // What the asker may not see himself is not told of another either.
    const hidden = await ask(clerk, 'action=read&field=cost')
    assert.deepEqual(codes(hidden), ['E_QUERY_INVALID_PARAMETER'])
    const nobody = await admin.get(`${book}?person=no-id&action=read`)
    assert.deepEqual(codes(nobody), ['E_AUTH_USER_UNKNOWN'])
    const twice = await admin.get(`${other}&person=${sampleIds.reader}&action=read`)
    assert.equal(twice.status, 400, twice.text)
  })
})
