import { connect } from 'node:net'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { allRoutes } from '../routes.ts'
import { checkPolicies } from '../register_routes.ts'
import type { Route } from '../route.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)

test.group('http | security', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('T064 every route declares a policy, and the start fails when one does not', ({
    assert,
  }) => {
    checkPolicies(allRoutes({ test: true }))
    const without = { method: 'GET', path: '/x' } as unknown as Route
    assert.throws(() => checkPolicies([without]), /GET \/x/)
  })

  test('T064 called anonymously, only the declared public routes answer other than 401 or 404', async ({
    assert,
  }) => {
    const anonymous = server.anonymous()
    const publicRoutes: string[] = []
    for (const { method, path, policy } of allRoutes({ test: true })) {
      if (policy === 'public') publicRoutes.push(`${method} ${path}`)
      else {
        const address = path.replace(':entity', 'library.book').replace(/:[a-z]+/g, 'x')
        const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
        const reply = await anonymous.send(method, address, body)
        assert.include([401, 404], reply.status, `${method} ${path}`)
      }
    }
    assert.deepEqual(publicRoutes, [
      'POST /api/v1/session',
      'GET /health/live',
      'GET /health/ready',
      'GET /__test__/statements',
      'GET *',
    ])
  })

  test('T069 every answer carries the frame: headers, CSP, request id, nothing about versions', async ({
    assert,
  }) => {
    const answers: [string, Promise<Reply>][] = [
      ['200', admin.get('/api/v1/session')],
      ['204', admin.delete('/api/v1/tokens/0195a000-0000-7000-8000-000000000099')],
      ['401', server.anonymous().get('/api/v1/session')],
      ['404', admin.get('/api/v1/nothing')],
      ['400', admin.get('/api/v1/%E0%A4%A')],
      ['405', admin.put('/api/v1/session')],
      ['413', admin.send('POST', '/api/v1/records/library.book', { raw: 'x'.repeat(3_000_000) })],
      ['page', server.anonymous().get('/records/library.book')],
      ['socket', server.anonymous().get('/socket.io/?EIO=4&transport=polling')],
      ['socket refused', server.anonymous().get('/socket.io/?EIO=9&transport=no')],
    ]
    for (const [name, answer] of answers) {
      const { headers } = await answer
      const policy = headers.get('content-security-policy') ?? ''
      assert.include(policy, "script-src 'self';", name)
      assert.include(policy, "frame-ancestors 'none'", name)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', name)
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/, name)
      assert.isNull(headers.get('x-powered-by'), name)
      assert.isNull(headers.get('server'), name)
      assert.match(headers.get('cache-control') ?? '', /no-store|no-cache/, name)
    }
  })

  test('T069 a request id that a client sends is not taken over', async ({ assert }) => {
    const reply = await admin.get('/api/v1/nothing', { 'X-Request-Id': 'evil' })
    assert.notEqual(reply.headers.get('x-request-id'), 'evil')
    assert.equal(reply.json.requestId, reply.headers.get('x-request-id'))
  })

  test('T069 the session cookie is for this host and no script', async ({ assert }) => {
    const body = { account: 'keeper', password: 'Harbour-Pebble-17' }
    const plain = await server.anonymous().post('/api/v1/session', body)
    assert.match(
      plain.headers.getSetCookie()[0]!,
      /^guiju_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/
    )
    const headers = { 'X-Forwarded-Proto': 'https' }
    const secure = await server.anonymous().post('/api/v1/session', body, headers)
    assert.match(secure.headers.getSetCookie()[0]!, /^__Host-guiju_session=.*; Secure$/)
    assert.isNotNull(secure.headers.get('strict-transport-security'))
  })

  test('T062 unsafe requests with a cookie are refused from other origins and without one', async ({
    assert,
  }) => {
    const book = { title: 'T062' }
    for (const origin of ['http://evil.example', 'null', `${server.url}0`]) {
      const reply = await admin.post('/api/v1/records/library.book', book, { Origin: origin })
      assert.equal(reply.status, 403, origin)
      assert.deepEqual(codes(reply), ['E_ORIGIN_REFUSED'])
    }
    const bare = await fetch(`${server.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { Cookie: admin.cookie! },
    })
    assert.equal(bare.status, 403)
    assert.equal(
      (await admin.get('/api/v1/session', { Origin: 'http://evil.example' })).status,
      200
    )
  })

  test('T062 forms, JSON as text and method override change nothing', async ({ assert }) => {
    const path = '/api/v1/records/library.book'
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=gbk',
      '',
    ]) {
      const reply = await admin.send('POST', path, {
        raw: '{"title":"T062"}',
        headers: { 'Content-Type': type },
      })
      assert.equal(reply.status, 415, type)
      assert.deepEqual(codes(reply), ['E_BODY_UNSUPPORTED_TYPE'])
    }
    const created = await admin.post(path, { title: 'stays' })
    const one = `${path}/${created.json.data.id}`
    await admin.post(`${one}?_method=DELETE`, {})
    await admin.send('POST', one, { body: {}, headers: { 'X-HTTP-Method-Override': 'DELETE' } })
    assert.equal((await admin.get(one)).status, 200)
  })

  test('T062 an address with a foreign target is never redirected to', async ({ assert }) => {
    for (const path of [
      '/?next=//evil.example',
      '//evil.example',
      '/api/v1/session?next=//evil.example',
    ]) {
      const reply = await admin.get(path)
      assert.isNull(reply.headers.get('location'), path)
      assert.notInclude([301, 302, 303, 307, 308], reply.status, path)
    }
  })

  test('T010 keys that could reach a prototype are refused by name, and nothing is changed', async ({
    assert,
  }) => {
    const path = '/api/v1/records/library.book'
    const bodies = [
      ['{"title":"a","__proto__":{"x":1}}', '__proto__', '/__proto__'],
      [
        '{"title":"a","chapters":[{"name":"b","constructor":{"prototype":{"x":1}}}]}',
        'constructor',
        '/chapters/0/constructor',
      ],
      ['{"title":{"\\u005f_proto__":1}}', '__proto__', '/title/__proto__'],
    ] as const
    const created = await admin.post(path, { title: 'T010' })
    const one = `${path}/${created.json.data.id}`
    for (const [raw, key, pointer] of bodies) {
      const posted = await admin.send('POST', path, { raw })
      const patched = await admin.send('PATCH', one, { raw, headers: { 'If-Match': '"1"' } })
      for (const reply of [posted, patched]) {
        assert.equal(reply.status, 400, raw)
        assert.deepInclude(reply.json.errors[0], { path: pointer, params: { key } })
      }
    }
    const query = await admin.get(`${path}?__proto__=1`)
    assert.equal(query.status, 400)
    assert.include(query.text, '__proto__')
    assert.equal((await admin.get(one)).json.data.rev, 1)
    assert.equal((await admin.get(one)).json.data.title, 'T010')
  })

  test('a body is refused for its size, depth, duplicate keys and unsafe numbers', async ({
    assert,
  }) => {
    const path = '/api/v1/records/library.book'
    const cases: [string, number, string][] = [
      [`{"title":"${'x'.repeat(2_100_000)}"}`, 413, 'E_BODY_TOO_LARGE'],
      ['['.repeat(200_000), 400, 'E_BODY_TOO_DEEP'],
      ['{"title":"a","title":"b"}', 400, 'E_BODY_DUPLICATE_KEY'],
      ['{"pages":9007199254740993}', 400, 'E_BODY_NUMBER_UNSAFE'],
      ['{"title":', 400, 'E_BODY_MALFORMED'],
      ['', 422, 'E_BODY_INVALID'],
    ]
    for (const [raw, status, code] of cases) {
      const reply = await admin.send('POST', path, { raw })
      assert.equal(reply.status, status, code)
      assert.deepEqual(codes(reply), [code])
    }
    const stream = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 40; n++) controller.enqueue(new Uint8Array(100_000).fill(32))
        controller.close()
      },
    })
    const chunked = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        'Cookie': admin.cookie!,
        'Origin': server.url,
        'Content-Type': 'application/json',
      },
      body: stream,
      duplex: 'half',
    } as RequestInit)
    assert.equal(chunked.status, 413)
  })

  test('bytes that are no HTTP end the connection with a bare 400', async ({ assert }) => {
    const { port } = new URL(server.url)
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'))
      socket.on('data', (chunk) => (text += String(chunk)))
      socket.on('close', () => resolve(text))
    })
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/)
    assert.include(answer, 'Content-Security-Policy')
  })

  test('T031 what the actor may not see answers like what is not there, byte for byte', async ({
    assert,
  }) => {
    const reader = await server.signIn('reader')
    const { json } = await admin.post('/api/v1/records/library.book', { title: 'hidden' })
    const missing = '0195a000-0000-7000-8000-00000000ffff'
    const calls = (id: string): [string, string, object, object][] => [
      ['GET', `/api/v1/records/library.book/${id}`, {}, {}],
      ['GET', `/api/v1/records/library.book/${id}/history`, {}, {}],
      [
        'PATCH',
        `/api/v1/records/library.book/${id}`,
        { body: { title: 'x' } },
        { 'If-Match': '"1"' },
      ],
      ['DELETE', `/api/v1/records/library.book/${id}`, {}, { 'If-Match': '"1"' }],
      ['POST', `/api/v1/records/library.book/${id}/transitions/lend`, { body: {} }, {}],
      ['GET', `/api/v1/users/${id}/roles`, {}, {}],
    ]
    const hidden = calls(json.data.id)
    for (const [n, [method, path, body, headers]] of calls(missing).entries()) {
      const there = await reader.send(method, hidden[n]![1], { ...body, headers: { ...headers } })
      const not = await reader.send(method, path, { ...body, headers: { ...headers } })
      assert.include([403, 404], not.status, `${method} ${path}`)
      assert.equal(bare(there), bare(not), `${method} ${path}`)
    }
  })

  test('T032 a hidden field is as unknown as one that does not exist', async ({ assert }) => {
    const reader = await server.signIn('reader')
    const ask = (field: string, test: object) =>
      reader.get(
        `/api/v1/records/library.book?filter=${encodeURIComponent(JSON.stringify({ [field]: test }))}`
      )
    for (const operator of [{ eq: '1' }, { gt: '1' }, { in: ['1'] }, { empty: true }]) {
      const [hidden, unknown] = [await ask('cost', operator), await ask('nope', operator)]
      assert.equal(hidden.status, 400)
      assert.equal(bare(hidden), bare(unknown).replaceAll('nope', 'cost'))
    }
    for (const query of ['sort=cost', 'fields=title,cost']) {
      assert.equal((await reader.get(`/api/v1/records/library.book?${query}`)).status, 400, query)
    }
  })
})

/** The whole answer but for what differs by itself. */
function bare({ status, headers, text }: Reply): string {
  const names = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name))
  return JSON.stringify([status, names, text.replace(/"requestId":"[^"]+"/, '')])
}
