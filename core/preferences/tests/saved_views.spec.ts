import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { libraryModules, librarySamples, sampleIds } from '../../http/tests/support/library.ts'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'

const views = '/api/v1/views/library.book'
const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const rev = (n: number) => ({ 'If-Match': `"${n}"` })

const sums = (...paths: string[]) => paths.map((path) => ({ path, do: 'sum' }))

const config = {
  columns: [{ path: 'title', width: 200, frozen: true }, { path: 'cost' }, { path: 'shelf.name' }],
  sort: '-cost,title',
  filter: { any: [{ cost: { gte: '10' } }, { pages: { gt: 3 } }], title: { contains: '泵' } },
  totals: sums('cost', 'pages'),
  group: 'status',
  rowHeight: 'low',
  size: 50,
}

test.group('preferences | saved views', (group) => {
  let server: TestServer
  let admin: Client
  let reader: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    reader = await server.signIn('reader')
    return async () => void (await server.close())
  })
  const save = async (who: Client, body: object) =>
    (await who.post(views, { title: '视图', config: {}, ...body })).json.data

  test('a view is saved, listed, changed, made the default and removed', async ({ assert }) => {
    const saved = await admin.post(views, { title: '高价', config })
    assert.equal(saved.status, 201, saved.text)
    const { id } = saved.json.data
    assert.containSubset(saved.json.data, { mine: true, shared: false, config, dropped: {} })
    assert.equal(saved.headers.get('etag'), '"1"')

    const changed = await admin.patch(`${views}/${id}`, { title: '最高价' }, rev(1))
    assert.equal(changed.status, 200, changed.text)
    assert.containSubset(changed.json.data, { title: '最高价', rev: 2, config })
    const stale = await admin.patch(`${views}/${id}`, { title: '又' }, rev(1))
    assert.deepEqual([stale.status, ...codes(stale)], [409, 'E_VIEW_STALE'])

    assert.equal((await admin.put(`${views}/default`, { view: id })).status, 204)
    const list = await admin.get(views)
    assert.deepEqual(list.json.can, { share: true })
    assert.containSubset(
      list.json.data.find((one: { id: string }) => one.id === id),
      { title: '最高价', isDefault: true }
    )
    assert.equal((await admin.put(`${views}/default`, {})).status, 204)
    assert.isFalse((await admin.get(views)).json.data[0].isDefault)
    assert.equal((await admin.delete(`${views}/${id}`)).status, 204)
    const gone = await admin.delete(`${views}/${id}`)
    assert.deepEqual([gone.status, ...codes(gone)], [404, 'E_VIEW_UNKNOWN'])
  })

  test('settings are a closed set of bounded members, every fault at once', async ({ assert }) => {
    const refused = await admin.post(views, {
      title: 'x',
      config: { colour: 'red', size: 0, kind: 'map', columns: [{ path: 'title', high: 1 }] },
    })
    assert.equal(refused.status, 422)
    assert.deepEqual(new Set(codes(refused)), new Set(['E_VIEW_INVALID']))
    assert.sameMembers(
      refused.json.errors.map((e: { path: string }) => e.path),
      ['/config/colour', '/config/size', '/config/kind', '/config/columns/0/high']
    )
    const large = await admin.post(views, {
      title: 'x',
      config: { filter: { title: { in: Array.from({ length: 900 }, () => '很长的书名很长') } } },
    })
    assert.deepEqual([large.status, large.json.errors[0].path], [422, '/config'])
    const unknown = await admin.post(views, { title: 'x', config: { sort: 'nothing' } })
    assert.deepEqual([unknown.status, unknown.json.errors[0].path], [422, '/config/sort'])
    const hidden = await reader.post(views, { title: 'x', config: { filter: { cost: '1' } } })
    assert.deepEqual([hidden.status, hidden.json.errors[0].path], [422, '/config/filter'])
    const extra = await admin.post(views, { title: 'x', config: {}, owner: sampleIds.reader })
    assert.deepEqual([extra.status, ...codes(extra)], [400, 'E_BODY_UNKNOWN_KEY'])
  })

  test('a shared view shows everybody what the own roles show, and no more', async ({ assert }) => {
    const { id } = await save(admin, { title: '共享', shared: true, config })
    const list = await reader.get(views)
    assert.deepEqual(list.json.can, { share: false })
    const seen = list.json.data.find((one: { id: string }) => one.id === id)
    assert.isFalse(seen.mine)
    assert.deepEqual(seen.dropped, { columns: 2, sort: 1, filter: 1, totals: 1 })
    assert.deepEqual(seen.config, {
      columns: [{ path: 'title', width: 200, frozen: true }],
      sort: 'title',
      filter: { any: [{ pages: { gt: 3 } }], title: { contains: '泵' } },
      totals: sums('pages'),
      group: 'status',
      rowHeight: 'low',
      size: 50,
    })
    assert.notInclude(JSON.stringify(seen), 'cost')
    const filter = encodeURIComponent(JSON.stringify(seen.config.filter))
    assert.equal((await reader.get(`/api/v1/records/library.book?filter=${filter}`)).status, 200)

    const change = await reader.patch(`${views}/${id}`, { title: 'mine' }, rev(1))
    assert.deepEqual([change.status, ...codes(change)], [403, 'E_ACCESS_DENIED'])
    assert.equal((await reader.delete(`${views}/${id}`)).status, 403)
    assert.equal((await reader.put(`${views}/default`, { view: id })).status, 204)

    assert.equal((await admin.patch(`${views}/${id}`, { shared: false }, rev(1))).status, 200)
    const after = await reader.get(views)
    assert.isUndefined(after.json.data.find((one: { id: string }) => one.id === id))
    const chosen = await reader.put(`${views}/default`, { view: id })
    assert.deepEqual([chosen.status, ...codes(chosen)], [404, 'E_VIEW_UNKNOWN'])
  })

  test('sharing needs the right; another person’s view is as unknown as none', async ({
    assert,
  }) => {
    const shared = await reader.post(views, { title: '大家看', shared: true, config: {} })
    assert.deepEqual([shared.status, ...codes(shared)], [403, 'E_ACCESS_DENIED'])
    const own = await save(reader, { title: '自己看' })
    const raised = await reader.patch(`${views}/${own.id}`, { shared: true }, rev(1))
    assert.equal(raised.status, 403)
    assert.equal((await admin.delete(`${views}/${own.id}`)).status, 404)
    const nobody = await server.anonymous().get(views)
    assert.equal(nobody.status, 401)
    const foreign = await reader.get('/api/v1/views/library.shelf')
    assert.deepEqual([foreign.status, ...codes(foreign)], [404, 'E_DEFINITION_UNKNOWN'])
  })

  test('one person saves at most fifty views of a list', async ({ assert }) => {
    const keeper = await server.signIn('keeper')
    for (let n = 0; n < 50; n++) await save(keeper, { title: `第 ${n}` })
    const more = await keeper.post(views, { title: '再来', config: {} })
    assert.deepEqual([more.status, ...codes(more)], [409, 'E_VIEW_LIMIT'])
  })
})

test.group('preferences | saved views over time', () => {
  test('renamed fields are followed, deleted ones dropped; the view opens all the same', async ({
    assert,
  }) => {
    const first = await startServer({ modules: libraryModules, samples: librarySamples })
    const admin = await first.signIn('admin')
    const whole = {
      columns: [{ path: 'title' }, { path: 'pages' }, { path: 'price' }],
      sort: '-pages,price',
      filter: { pages: { gt: 3 }, price: { gte: '1' }, status: 'kept' },
      totals: sums('pages', 'price'),
    }
    const saved = await admin.post(views, { title: '旧', config: whole })
    assert.equal(saved.status, 201, saved.text)
    await first.stop()

    const file = join(first.place.modulesFolder, 'library/entity/book.json')
    const book = JSON.parse(readFileSync(file, 'utf8'))
    const { pages: sheets, price: _price, ...others } = book.schema.properties
    book.schema.properties = { ...others, sheets }
    writeFileSync(file, JSON.stringify(book))

    const second = await startServer({ modules: libraryModules, place: first.place })
    try {
      const later = await second.signIn('admin')
      const [view] = (await later.get(views)).json.data
      assert.deepEqual(view.config, {
        columns: [{ path: 'title' }, { path: 'sheets' }],
        sort: '-sheets',
        filter: { sheets: { gt: 3 }, status: 'kept' },
        totals: sums('sheets'),
      })
      assert.deepEqual(view.dropped, { columns: 1, sort: 1, filter: 1, totals: 1 })
    } finally {
      await second.close()
    }
  })
})
