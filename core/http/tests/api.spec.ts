import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples, sampleIds } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const books = '/api/v1/records/library.book'

test.group('http | API', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })
  const create = async (values: object = { title: 'A' }) =>
    (await admin.post(books, values)).json.data as { id: string; rev: number }

  test('a record is created, read, changed, moved on and removed', async ({ assert }) => {
    const created = await admin.post(books, {
      title: '泵房手册',
      price: '12.5',
      shelf: sampleIds.shelf,
      chapters: [{ name: '一', pages: 3 }],
    })
    assert.equal(created.status, 201, created.text)
    assert.equal(created.headers.get('etag'), '"1"')
    const { id } = created.json.data
    assert.equal(created.headers.get('location'), `${books}/${id}`)

    const read = await admin.get(`${books}/${id}`)
    assert.equal(read.headers.get('etag'), '"1"')
    assert.deepInclude(read.json.data, {
      title: '泵房手册',
      price: '12.50',
      shelf: { id: sampleIds.shelf, title: '一号架' },
    })
    assert.deepEqual(read.json.can.transitions, ['lend'])

    const patched = await admin.patch(`${books}/${id}`, { pages: 7 }, { 'If-Match': '"1"' })
    assert.equal(patched.status, 200, patched.text)
    assert.equal(patched.headers.get('etag'), '"2"')
    const lent = await admin.post(`${books}/${id}/transitions/lend`, { comment: '借给读者' })
    assert.equal(lent.status, 200, lent.text)
    assert.equal(lent.json.data.status, 'lent')
    const history = await admin.get(`${books}/${id}/history`)
    assert.lengthOf(history.json.data, 3)

    const preview = await admin.get(`${books}/${id}/removal`)
    assert.equal(preview.status, 200, preview.text)
    assert.containSubset(preview.json.data, {
      allowed: true,
      removes: [{ entity: 'library.book', count: 1, records: [{ id, title: '泵房手册' }] }],
    })
    const why = async (language: string) =>
      (
        await admin.get(`${books}/${id}/explain?action=update&field=pages`, {
          'Accept-Language': language,
        })
      ).json.data
    assert.containSubset(await why('zh-CN'), { allowed: true, action: 'update', field: 'pages' })
    assert.match((await why('zh-CN')).text, /^可以修改/)
    assert.match((await why('en')).text, /^You may change/)
    const removed = await admin.delete(`${books}/${id}`, { 'If-Match': lent.headers.get('etag')! })
    assert.equal(removed.status, 204)
    assert.equal(removed.text, '')
    assert.equal((await admin.get(`${books}/${id}`)).status, 404)
    const bin = await admin.get(`${books}?deleted=true&sort=-updated_at`)
    assert.containSubset(bin.json.data[0], { id, deleted_with: null })
    const restored = await admin.post(`${books}/${id}/restore`, undefined)
    assert.equal(restored.status, 200, restored.text)
    assert.equal(restored.headers.get('etag'), `"${restored.json.data.rev}"`)
    assert.equal((await admin.get(`${books}/${id}`)).status, 200)
    const twice = await admin.post(`${books}/${id}/restore`, undefined)
    assert.deepEqual([twice.status, ...codes(twice)], [409, 'E_RECORD_NOT_DELETED'])
  })

  test('a form that is not saved: computed values, conditions and what saving would refuse', async ({
    assert,
  }) => {
    const chapters = [{ name: '一', pages: 3 }]
    const reply = await admin.post(`${books}/derive`, { values: { price: '2', chapters } })
    assert.equal(reply.status, 200, reply.text)
    const { data, problems } = reply.json
    assert.containSubset(data.values, { price: '2.00', status: 'kept', chapters: [{ id: null }] })
    assert.deepInclude(data.fields.title, { visible: true, readonly: false, required: true })
    assert.containSubset(problems, [{ code: 'E_RECORD_INVALID', path: '/values/title' }])
    const wrong = await admin.post(`${books}/derive`, { value: {} })
    assert.deepEqual([wrong.status, ...codes(wrong)], [400, 'E_BODY_UNKNOWN_KEY'])
  })

  test('several records in one request: a result for each, or all or nothing', async ({
    assert,
  }) => {
    const operations = [
      { op: 'create', values: { title: '批量一' } },
      { op: 'create', values: { title: '批量二', price: 'much' } },
    ]
    const each = await admin.post(`${books}/bulk`, { operations })
    assert.equal(each.status, 200, each.text)
    assert.deepEqual(
      each.json.data.map((one: { status: number }) => one.status),
      [201, 422]
    )
    assert.equal(each.json.data[0].data.title, '批量一')
    assert.equal(each.json.data[1].errors[0].path, '/operations/1/values/price')
    const all = await admin.post(`${books}/bulk`, { operations, atomic: true })
    assert.equal(all.status, 422)
    assert.equal(all.json.errors[0].path, '/operations/1/values/price')
  })

  test('a list has pages, a count and sums, and refuses what it does not know', async ({
    assert,
  }) => {
    for (const n of [1, 2, 3]) await create({ title: `list ${n}`, pages: n })
    const filter = encodeURIComponent(JSON.stringify({ title: { startsWith: 'list' } }))
    const page = await admin.get(
      `${books}?filter=${filter}&limit=2&sort=-pages&fields=title&count=exact`
    )
    assert.equal(page.status, 200, page.text)
    assert.deepEqual(
      page.json.data.map((one: { title: string }) => one.title),
      ['list 3', 'list 2']
    )
    assert.deepInclude(page.json.page, { count: 3, countIs: 'exact' })
    const rest = await admin.get(
      `${books}?filter=${filter}&limit=2&sort=-pages&fields=title&cursor=${encodeURIComponent(page.json.page.next)}`
    )
    assert.lengthOf(rest.json.data, 1)
    const sums = await admin.post(`${books}/aggregate`, {
      filter: { title: { startsWith: 'list' } },
      measures: [{ do: 'sum', of: 'pages', as: 'pages' }],
    })
    assert.equal(sums.status, 200, sums.text)
    assert.equal(Number(sums.json.data[0].pages), 6)
    const searched = await admin.post(`${books}/aggregate`, {
      search: 'LIST 3',
      measures: [{ do: 'count', as: 'n' }],
    })
    assert.deepEqual(searched.json.data, [{ n: 1 }])
    const wrong = await admin.post(`${books}/aggregate`, {
      search: 3,
      measures: [{ do: 'count', as: 'n' }],
    })
    assert.deepEqual([wrong.status, ...codes(wrong)], [400, 'E_QUERY_INVALID_PARAMETER'])
  })

  test('T039 limits without sense, offsets and page numbers are 400', async ({ assert }) => {
    for (const query of [
      'limit=1000000000',
      'limit=-1',
      'limit=NaN',
      'limit=1.5',
      'offset=900000',
      'page=2',
      'size=all',
      'limit=1&limit=2',
    ]) {
      const reply = await admin.get(`${books}?${query}`)
      assert.equal(reply.status, 400, query)
    }
  })

  test('T042 payloads in every position of a request are refused or bound, never run', async ({
    assert,
  }) => {
    const payloads = [
      "' OR '1'='1",
      '1; DROP TABLE x --',
      "title'); SELECT pg_sleep(5) --",
      '$$||version()||$$',
      '%27',
      '\u0000',
    ]
    for (const text of payloads) {
      const value = encodeURIComponent(text)
      const filters = [
        { [text]: 1 },
        { title: { [text]: 1 } },
        { title: text },
        { title: { in: [text] } },
      ]
      const queries = [
        ...filters.map((filter) => `filter=${encodeURIComponent(JSON.stringify(filter))}`),
        `sort=${value}`,
        `fields=${value}`,
        `cursor=${value}`,
        `count=${value}`,
        `${value}=1`,
      ]
      for (const query of queries) {
        const reply = await admin.get(`${books}?${query}`)
        assert.include([200, 400], reply.status, `${query} ${reply.text}`)
        assert.notMatch(reply.text, /syntax error|SQLITE|near "|relation "/i)
        const { data } = (await admin.get('/__test__/statements')).json
        for (const { sql } of data as { sql: string }[]) assert.notInclude(sql, text)
      }
      for (const path of [
        `${books}/${value}`,
        `/api/v1/records/${value}`,
        `${books}/x/transitions/${value}`,
      ]) {
        const reply = await admin.send(
          path.includes('transitions') ? 'POST' : 'GET',
          path,
          path.includes('transitions') ? { body: {} } : {}
        )
        assert.equal(reply.status, 404, path)
      }
      const measure = { measures: [{ do: text, of: text, as: text }], groupBy: [text] }
      assert.equal((await admin.post(`${books}/aggregate`, measure)).status, 400)
    }
  })

  test('T013 columns of the engine cannot be written', async ({ assert }) => {
    const book = await create()
    const extra = [
      'id',
      'org_id',
      'owner_id',
      'dept_id',
      'created_by',
      'rev',
      'status',
      'role',
      'isAdmin',
      'approvedAt',
      'orgId',
    ]
    for (const key of extra) {
      const value = key === 'rev' ? 99 : sampleIds.stranger
      const created = await admin.post(books, { title: 'x', [key]: value })
      const patched = await admin.patch(
        `${books}/${book.id}`,
        { [key]: value },
        { 'If-Match': '"1"' }
      )
      for (const reply of [created, patched]) {
        assert.include([400, 422], reply.status, `${key} ${reply.text}`)
        assert.equal(reply.json.errors[0].path, `/${key}`)
      }
    }
    const stored = (await admin.get(`${books}/${book.id}`)).json.data
    assert.equal(stored.rev, 1)
    assert.equal(stored.status, 'kept')
  })

  test('T114 of 50 parallel changes each rev has one winner; the others learn what differs', async ({
    assert,
  }) => {
    const book = await create({ title: 'T114', pages: 1 })
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        admin.patch(`${books}/${book.id}`, { pages: n + 2 }, { 'If-Match': '"1"' })
      )
    )
    const won = replies.filter((reply) => reply.status === 200)
    assert.lengthOf(won, 1)
    for (const reply of replies.filter((one) => one.status !== 200)) {
      assert.equal(reply.status, 409, reply.text)
      assert.deepEqual(codes(reply), ['E_RECORD_STALE'])
      assert.property(reply.json.errors[0].params.diff, 'pages')
    }
    const without = await admin.patch(`${books}/${book.id}`, { pages: 1 })
    assert.equal(without.status, 428)
    assert.deepEqual(codes(without), ['E_RECORD_REV_REQUIRED'])
    for (const rev of ['1', '"x"', '*', '"1", "2"']) {
      const reply = await admin.patch(`${books}/${book.id}`, { pages: 1 }, { 'If-Match': rev })
      assert.equal(reply.status, 400, rev)
    }
    assert.equal((await admin.delete(`${books}/${book.id}`)).status, 428)
  })

  test('all faults are told at once, with their places, in the language asked for', async ({
    assert,
  }) => {
    const body = { pages: 0, price: 'many', chapters: [{ pages: 1 }] }
    const zh = await admin.post(books, body)
    assert.equal(zh.status, 422)
    const paths = zh.json.errors.map((e: { path: string }) => e.path).sort()
    assert.deepEqual(paths, ['/chapters/0/name', '/pages', '/price', '/title'])
    assert.match(zh.json.errors.map((e: { message: string }) => e.message).join(), /[一-龥]/)
    const en = await admin.post(books, body, { 'Accept-Language': 'en-GB,en;q=0.9,zh;q=0.1' })
    const english = en.json.errors.map((e: { message: string }) => e.message).join()
    assert.match(english, /is required|must|is not/)
    const unknown = await admin.post(books, { title: 'a', nope: 1, nada: 2 })
    assert.deepEqual(
      unknown.json.errors.map((e: { path: string }) => e.path),
      ['/nope', '/nada']
    )
    assert.include([400, 422], unknown.status)
  })

  test('a repeated key with the same body gives the same record', async ({ assert }) => {
    const headers = { 'Idempotency-Key': 'k-1' }
    const [first, again] = [
      await admin.post(books, { title: 'once' }, headers),
      await admin.post(books, { title: 'once' }, headers),
    ]
    assert.equal(again.status, 201)
    assert.equal(again.json.data.id, first.json.data.id)
    const other = await admin.post(books, { title: 'twice' }, headers)
    assert.deepEqual(codes(other), ['E_IDEMPOTENCY_MISMATCH'])
    assert.equal(
      (await admin.post(books, { title: 'x' }, { 'Idempotency-Key': 'a b' })).status,
      400
    )
  })

  test('unknown addresses, methods and parameters are told apart', async ({ assert }) => {
    const unknown = await admin.get('/api/v1/nothing')
    assert.equal(unknown.status, 404)
    assert.deepEqual(codes(unknown), ['E_ROUTE_UNKNOWN'])
    assert.deepEqual(codes(await admin.post('/nothing', {})), ['E_ROUTE_UNKNOWN'])
    assert.deepEqual(codes(await admin.get('/api/v1/records/library.nothing')), [
      'E_DEFINITION_UNKNOWN',
    ])
    const method = await admin.put(books, {})
    assert.equal(method.status, 405)
    assert.deepEqual(codes(method), ['E_ROUTE_METHOD'])
    assert.deepEqual(method.json.errors[0].params, { method: 'PUT', allow: ['GET', 'POST'] })
    assert.equal(method.headers.get('allow'), 'GET, POST')
    assert.equal((await admin.post('/api/v1/records/library.chapter', { name: 'x' })).status, 405)
    assert.equal((await admin.get('/api/v1/definitions?kinds=entity')).status, 400)
    const both = await admin.get('/api/v1/runtime/menu?a=1&b=2')
    assert.lengthOf(both.json.errors, 2)
    const body = await admin.send('DELETE', `${books}/x`, { body: {} })
    assert.equal(body.status, 400)
    assert.deepEqual(codes(body), ['E_BODY_UNEXPECTED'])
  })

  test('headers of another form than theirs are refused with the form', async ({ assert }) => {
    const { id } = await create()
    for (const rev of ['1', '"x"', '""', '*', '"1", "2"', '"1234567890123456"']) {
      const reply = await admin.patch(`${books}/${id}`, { title: 'B' }, { 'If-Match': rev })
      assert.equal(reply.status, 400, rev)
      assert.deepEqual(codes(reply), ['E_HEADER_INVALID'])
      assert.deepEqual(reply.json.errors[0].params, { header: 'If-Match', expected: '"<rev>"' })
    }
    for (const key of ['a b', 'x'.repeat(201), 'é']) {
      const reply = await admin.post(books, { title: 'C' }, { 'Idempotency-Key': key })
      assert.deepEqual(codes(reply), ['E_HEADER_INVALID'], key)
      assert.equal(reply.json.errors[0].params.header, 'Idempotency-Key')
    }
    assert.equal((await admin.get(`${books}/${id}`)).json.data.rev, 1)
  })

  test('HEAD answers like GET without a body', async ({ assert }) => {
    const head = await admin.send('HEAD', '/api/v1/session')
    assert.equal(head.status, 200)
    assert.equal(head.text, '')
  })

  test('definitions are read by who may do everything', async ({ assert }) => {
    const all = await admin.get('/api/v1/definitions?kind=entity&module=library')
    assert.deepEqual(all.json.data.map((one: { key: string }) => one.key).sort(), [
      'library.book',
      'library.chapter',
      'library.shelf',
    ])
    const one = await admin.get('/api/v1/definitions/entity/library.book')
    assert.equal(one.json.data.title, '图书')
    assert.equal(one.headers.get('etag'), `"${one.json.hash}"`)
    assert.equal((await admin.get('/api/v1/definitions/entity/library.nope')).status, 404)
    const keeper = await server.signIn('keeper')
    assert.equal((await keeper.get('/api/v1/definitions')).status, 403)
  })

  test('menu, form and view are compiled for the actor and kept by their content', async ({
    assert,
  }) => {
    const reader = await server.signIn('reader')
    for (const path of ['menu', 'forms/library.book', 'views/library.book']) {
      const first = await admin.get(`/api/v1/runtime/${path}`)
      assert.equal(first.status, 200, path)
      const etag = first.headers.get('etag')!
      const again = await admin.get(`/api/v1/runtime/${path}`, { 'If-None-Match': etag })
      assert.equal(again.status, 304, path)
      assert.equal(again.text, '')
    }
    const form = await reader.get('/api/v1/runtime/forms/library.book')
    assert.notInclude(form.text, 'cost')
    assert.include((await admin.get('/api/v1/runtime/forms/library.book')).text, 'cost')
    assert.equal((await reader.get('/api/v1/runtime/forms/library.shelf')).status, 404)
    assert.equal(
      (await admin.get('/api/v1/runtime/forms/library.book?form=library.nope')).status,
      404
    )
  })

  test('a validator is a module under its hash that says what the server says', async ({
    assert,
  }) => {
    const form = await admin.get('/api/v1/runtime/forms/library.book')
    const module = await admin.get(form.json.validator)
    assert.equal(module.status, 200)
    assert.match(module.headers.get('content-type')!, /^text\/javascript/)
    assert.include(module.headers.get('cache-control')!, 'immutable')
    const url = `data:text/javascript,${encodeURIComponent(module.text)}`
    const { default: validate } = (await import(url)) as { default: (values: object) => boolean }
    assert.isTrue(validate({ title: 'a', pages: 3 }))
    assert.isFalse(validate({ title: 'a', pages: 0 }))
    for (const name of ['x', '0'.repeat(64)]) {
      assert.equal((await admin.get(`/api/v1/runtime/validators/${name}.js`)).status, 404)
    }
    // It names every field, so it is not there for whom one of them is hidden from.
    const limited = await server.signIn('reader')
    assert.isNull((await limited.get('/api/v1/runtime/forms/library.book')).json.validator)
    assert.equal((await limited.get(form.json.validator)).status, 404)
  })

  test('openapi.json describes what the actor may call, and no more', async ({ assert }) => {
    const { json, status } = await admin.get('/api/v1/openapi.json')
    assert.equal(status, 200)
    assert.equal(json.openapi, '3.1.0')
    for (const path of [
      '/api/v1/session',
      books,
      `${books}/{id}`,
      `${books}/{id}/transitions/{transition}`,
      '/api/v1/runtime/forms/{entity}',
    ]) {
      assert.include(Object.keys(json.paths), path)
    }
    assert.property(json.components.schemas['library.book'].properties, 'cost')
    assert.notInclude(Object.keys(json.paths), '/api/v1/records/library.chapter')
    const refs = [...JSON.stringify(json).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)]
    for (const [, name] of refs) assert.include(Object.keys(json.components.schemas), name!)
    const reader = await server.signIn('reader')
    const own = (await reader.get('/api/v1/openapi.json')).json
    assert.notProperty(own.components.schemas['library.book'].properties, 'cost')
    assert.notInclude(Object.keys(own.components.schemas), 'library.shelf')
    assert.notProperty(own.paths[books], 'post')
  })

  test('a list costs the same number of statements for one row and for many', async ({
    assert,
  }) => {
    const count = async (limit: number) => {
      await admin.get(`${books}?limit=${limit}`)
      return ((await admin.get('/__test__/statements')).json.data as unknown[]).length
    }
    for (let n = 0; n < 5; n++) await create({ title: `many ${n}`, shelf: sampleIds.shelf })
    assert.equal(await count(1), await count(100))
    await admin.get('/api/v1/session')
    const { data } = (await admin.get('/__test__/statements')).json
    assert.isAtMost(data.length, 2)
  })

  test('the process says that it lives and is ready', async ({ assert }) => {
    const anonymous = server.anonymous()
    assert.deepEqual((await anonymous.get('/health/live')).json, { status: 'live' })
    assert.deepEqual((await anonymous.get('/health/ready')).json, { status: 'ready' })
  })
})

test.group('http | one process of several', () => {
  test('a process that serves some modules sends the others away', async ({ assert }) => {
    const env = { GUIJU_MODULES: 'library' }
    const server = await startServer({ modules: libraryModules, samples: librarySamples, env })
    const admin = await server.signIn('admin')
    assert.equal((await admin.get(books)).status, 200)
    const other = await admin.get('/api/v1/records/system.department')
    assert.equal(other.status, 421)
    assert.deepEqual(codes(other), ['E_ROUTE_MODULE_ELSEWHERE'])
    const menu = await admin.get('/api/v1/runtime/menu')
    const groups = menu.json.data.groups as { module: string; items: { entity: string }[] }[]
    assert.deepEqual(
      groups.map(({ module, items }) => [module, items.map((item) => item.entity)]),
      [['library', ['library.book']]]
    )
    await server.close()
  })
})
