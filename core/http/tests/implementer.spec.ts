/** Who designs and publishes without reading a record, and without giving himself rights. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const role = (key: string, rest: object) => ({
  ...{ kind: 'role', key: `library.${key}`, uid: `urole${key}`, schemaVersion: 1, title: key },
  ...{ grants: [], ...rest },
})
const modules = [
  ...libraryModules,
  role('implementer', { definitions: ['publish'] }),
  role('auditor', { definitions: ['read'] }),
]
const samples = {
  ...librarySamples,
  roles: [
    { account: 'keeper', role: 'library.implementer' },
    { account: 'reader', role: 'library.auditor' },
  ],
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of a definition
type Edit = (one: any) => object

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)

test.group('http | implementers', (group) => {
  let server: TestServer
  let admin: Client
  let implementer: Client
  let auditor: Client
  group.setup(async () => {
    server = await startServer({ modules, samples })
    admin = await server.signIn('admin')
    implementer = await server.signIn('keeper')
    auditor = await server.signIn('reader')
    return async () => void (await server.close())
  })
  const draft = async (who: Client, kind: string, key: string, change: Edit) => {
    const active = await admin.get(`/api/v1/definitions/${kind}/${key}`)
    const path = `/api/v1/drafts/${kind}/${key}`
    return who.put(path, change(active.json.data) as Record<string, unknown>)
  }
  const publish = async (who: Client) => {
    const plan = await who.post('/api/v1/releases/plan', {})
    if (plan.status !== 200) return plan
    return who.post('/api/v1/releases', { plan: plan.json.data.hash, note: '' })
  }

  test('an implementer drafts, plans and publishes, and reads no record', async ({ assert }) => {
    const who = (await implementer.get('/api/v1/session')).json.data
    assert.deepEqual([who.definitions, who.permissions], [['read', 'edit', 'publish'], {}])
    const saved = await draft(implementer, 'entity', 'library.shelf', (one) => ({
      ...one,
      title: '大书架',
    }))
    assert.equal(saved.status, 200, saved.text)
    assert.equal((await publish(implementer)).status, 201)
    for (const path of [
      '/api/v1/records/library.book',
      '/api/v1/records/system.user',
      '/api/v1/records/library.shelf/0195a000-0000-7000-8000-000000000031/history',
      '/api/v1/runtime/views/library.book',
    ]) {
      assert.include([403, 404], (await implementer.get(path)).status, path)
    }
  })

  test('who may only read looks at definitions and drafts, and changes none', async ({
    assert,
  }) => {
    assert.equal((await auditor.get('/api/v1/definitions/role/library.keeper')).status, 200)
    assert.equal((await auditor.get('/api/v1/drafts')).status, 200)
    const saved = await draft(auditor, 'entity', 'library.shelf', (one) => one)
    assert.deepEqual([saved.status, codes(saved)], [403, ['E_ACCESS_DENIED']])
    const published = await auditor.post('/api/v1/releases', { plan: 'x', note: '' })
    assert.deepEqual(codes(published), ['E_ACCESS_DENIED'])
  })

  test('nobody publishes a change of his own rights: not by grants, names or values of scopes', async ({
    assert,
  }) => {
    const everything = [{ entity: '*', actions: ['*'] }]
    const attempts: [string, string, Edit][] = [
      ['role', 'library.implementer', (one) => ({ ...one, grants: everything })],
      [
        'module',
        'library',
        (one) => ({
          ...one,
          actor: [{ ...one.actor[0], where: { name: { empty: false } } }],
        }),
      ],
    ]
    for (const [kind, key, change] of attempts) {
      const saved = await draft(implementer, kind, key, change)
      assert.equal(saved.status, 200, saved.text)
      const refused = await publish(implementer)
      assert.deepEqual([refused.status, codes(refused)], [403, ['E_RELEASE_OWN_RIGHTS']], key)
      const hash = saved.json.draft.hash as string
      await admin.delete(`/api/v1/drafts/${kind}/${key}`, { 'If-Match': `"${hash}"` })
    }
    const other = await draft(implementer, 'role', 'library.reader', (one) => ({
      ...one,
      title: '读者（新）',
    }))
    assert.equal(other.status, 200)
    assert.equal((await publish(implementer)).status, 201)
  })

  test('taking the own key over from another role is a change of rights too', async ({
    assert,
  }) => {
    const active = await admin.get('/api/v1/definitions/role/library.implementer')
    await implementer.post('/api/v1/drafts/role/library.implementer/removal', undefined, {
      'If-Match': `"${active.json.hash}"`,
    })
    const keeper = (await admin.get('/api/v1/definitions/role/library.keeper')).json
    const taken = { ...keeper.data, key: 'library.implementer' }
    await implementer.put('/api/v1/drafts/role/library.implementer', taken)
    await implementer.post('/api/v1/drafts/role/library.keeper/removal')
    const refused = await publish(implementer)
    assert.isAtLeast(refused.status, 400)
    assert.equal((await implementer.get('/api/v1/records/library.book')).status, 403)
  })
})
