/** What people have begun to enter is kept for them alone, on every device, until it is submitted. */
import { test } from '@japa/runner'
import { libraryModules, librarySamples } from '../support/library.ts'
import { startServer } from '../../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../../tests/harness/server.ts'

const drafts = '/api/v1/form-drafts'
const place = `${drafts}/library.book/new`
const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const seen = (rev: number) => ({ 'If-Match': `"${rev}"` })

test.group('http | form drafts', (group) => {
  let server: TestServer
  let admin: Client
  let keeper: Client
  let reader: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    keeper = await server.signIn('keeper')
    reader = await server.signIn('reader')
    return async () => void (await server.close())
  })

  test('what was entered is there on another device of the same person, and for nobody else', async ({
    assert,
  }) => {
    // Wrong values are kept too: nothing is checked before it is submitted.
    const values = { title: '泵站', pages: 'many', chapters: [{ $key: 'n1', name: '一' }] }
    const saved = await keeper.put(place, { title: '泵站', values })
    assert.equal(saved.status, 200, saved.text)
    assert.equal(saved.headers.get('etag'), '"1"')
    const device = await server.signIn('keeper')
    const read = await device.get(place)
    assert.containSubset(read.json.data, { title: '泵站', values, base: {}, dropped: [], rev: 1 })
    assert.match(read.json.data.savedAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    const list = await device.get(drafts)
    assert.containSubset(list.json.data, [
      { entity: 'library.book', record: null, form: null, title: '泵站' },
    ])
    assert.deepEqual((await admin.get(drafts)).json.data, [])
    const foreign = await admin.get(place)
    assert.deepEqual([foreign.status, ...codes(foreign)], [404, 'E_FORM_DRAFT_NOT_FOUND'])
    assert.equal((await admin.delete(place)).status, 204)
    assert.equal((await keeper.get(place)).status, 200)

    assert.equal((await keeper.delete(place)).status, 204)
    assert.equal((await keeper.get(place)).status, 404)
    assert.equal((await keeper.delete(place)).status, 204)
  })

  test('two windows of one person do not overwrite each other', async ({ assert }) => {
    const put = (values: object, headers = {}) => keeper.put(place, { values }, headers)
    assert.equal((await put({ title: 'a' })).json.data.rev, 1)
    const blind = await put({ title: 'b' })
    assert.deepEqual([blind.status, ...codes(blind)], [409, 'E_FORM_DRAFT_STALE'])
    const race = await Promise.all(['c', 'd', 'e'].map((title) => put({ title }, seen(1))))
    assert.deepEqual(race.map(({ status }) => status).sort(), [200, 409, 409])
    assert.equal((await keeper.get(place)).json.data.rev, 2)
    await keeper.delete(place)
  })

  test('a change of a record needs the right to change it; hidden fields do not exist', async ({
    assert,
  }) => {
    const { json } = await admin.post('/api/v1/records/library.book', { title: 'x', cost: '1.00' })
    const { id } = json.data
    const mine = `${drafts}/library.book/${id}`
    assert.equal((await keeper.put(mine, { values: { cost: '2.00' } })).status, 200)
    assert.equal((await keeper.get(mine)).json.data.values.cost, '2.00')
    assert.equal((await reader.put(mine, { values: { title: 'y' } })).status, 404)
    const create = await reader.put(place, { values: { title: 'y' } })
    assert.deepEqual([create.status, ...codes(create)], [403, 'E_ACCESS_DENIED'])
    const unknown = await keeper.put(mine, { values: { 'no/pe': 1 }, base: { rev: 1 } }, seen(1))
    assert.equal(unknown.status, 422)
    assert.deepEqual(
      unknown.json.errors.map((e: { path: string }) => e.path),
      ['/values/no~1pe', '/base/rev']
    )
    assert.equal((await keeper.put(mine, { values: {}, colour: 1 }, seen(1))).status, 400)
    await admin.delete(`/api/v1/records/library.book/${id}`, seen(1))
    assert.equal((await keeper.get(mine)).status, 404)
  })

  test('a draft of an older release opens: renamed fields follow, what is gone is named', async ({
    assert,
  }) => {
    const book = (await admin.get('/api/v1/definitions/entity/library.book')).json.data
    const definition = structuredClone(book.definition ?? book)
    definition.schema.properties.subtitle = { type: 'string', title: '副题' }
    definition.schema.properties.note2 = { type: 'string', title: '附注' }
    const publish = async () => {
      const plan = await admin.post('/api/v1/releases/plan', {})
      assert.equal(plan.status, 200, plan.text)
      const done = await admin.post('/api/v1/releases', { plan: plan.json.data.hash, note: 'x' })
      assert.equal(done.status, 201, done.text)
    }
    const at = '/api/v1/drafts/entity/library.book'
    const first = await admin.put(at, definition)
    assert.equal(first.status, 200, first.text)
    await publish()
    const values = { title: 'z', subtitle: '小', note2: '注' }
    assert.equal((await keeper.put(place, { values })).status, 200)

    const field = { kind: 'entity', key: 'library.book', field: 'subtitle', to: 'undertitle' }
    const renamed = await admin.post('/api/v1/drafts/rename', field)
    assert.equal(renamed.status, 200, renamed.text)
    await publish()
    const now = (await admin.get('/api/v1/definitions/entity/library.book')).json.data
    const after = structuredClone(now.definition ?? now)
    delete after.schema.properties.note2
    assert.equal((await admin.put(at, after)).status, 200)
    await publish()
    const { data } = (await keeper.get(place)).json
    assert.deepEqual(data.values, { title: 'z', undertitle: '小' })
    assert.deepEqual(data.dropped, ['附注'])
  })
})
