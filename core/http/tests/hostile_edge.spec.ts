/** What reaches the server before a record is looked at: the edge of HTTP, addresses, tokens, sessions. */
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { createHttpServer } from '../create_http_server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const books = '/api/v1/records/library.book'
const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)

test.group('http | hostile edge', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })
  /** First line of the answer to bytes as they are. */
  const raw = (text: string, port = Number(new URL(server.url).port)) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (data) => (answer += data.toString()))
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
      // A connection cut while we were still sending says no.
      socket.on('error', () => resolve(answer.split('\r\n')[0] || 'HTTP/1.1 431 cut'))
      setTimeout(() => socket.end(), 8_000).unref()
    })

  test('T094 a body of 100 MB is refused, and the client that is still sending hears why', async ({
    assert,
  }) => {
    const size = 100 * 1024 * 1024
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        ...{ 'Content-Type': 'application/json', 'Content-Length': size },
        ...{ Cookie: admin.cookie!, Origin: server.url },
      }
      const sent = httpRequest(server.url + books, { method: 'POST', headers }, (reply) => {
        let text = ''
        reply.on('data', (part) => (text += String(part)))
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
      })
      sent.on('error', reject)
      const part = Buffer.alloc(1024 * 1024, 0x20)
      let left = size
      const push = () => {
        while (left > 0) {
          left -= part.length
          if (!sent.write(part)) return void sent.once('drain', push)
        }
        sent.end()
      }
      push()
    })
    assert.equal(answer.status, 413)
    assert.include(answer.text, 'E_BODY_TOO_LARGE')
    assert.equal((await admin.get(books)).status, 200)
  })

  test('T094 too many headers, two lengths, packed bodies: refused, and others are served', async ({
    assert,
  }) => {
    const many = Array.from({ length: 10_000 }, (_, n) => `x-${n}: ${n}`).join('\r\n')
    assert.match(await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\n${many}\r\n\r\n`), / 431 /)
    const both = 'Content-Length: 4\r\nTransfer-Encoding: chunked'
    const smuggled = `POST ${books} HTTP/1.1\r\nHost: x\r\n${both}\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`
    assert.match(await raw(smuggled), / 400 /)
    const bomb = await admin.send('POST', books, {
      raw: gzipSync(Buffer.alloc(50_000_000)),
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    })
    assert.deepEqual([bomb.status, codes(bomb)], [415, ['E_BODY_UNSUPPORTED_TYPE']])
    const port = Number(new URL(server.url).port)
    const idle = Array.from({ length: 200 }, () => connect(port, '127.0.0.1'))
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.equal((await admin.get(books)).status, 200)
    for (const socket of idle) socket.destroy()
  })

  test('T094 headers that never end are answered with 408', async ({ assert }) => {
    const slow = createHttpServer(() => {}, { trustsProxy: () => false, attach: () => {} })
    slow.headersTimeout = 100
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const { port } = slow.address() as { port: number }
    assert.match(await raw('GET / HTTP/1.1\r\nHost: x\r\nx-slow: ', port), / 408 /)
    slow.close()
  }).timeout(15_000)

  test('T094 a body that never ends is answered with 408, and its connection is not held', async ({
    assert,
  }) => {
    const options = { trustsProxy: () => false, attach: () => {}, arrivesWithin: 100 }
    const slow = createHttpServer((request, response) => {
      if (request.url === '/refused') response.end('no')
      else request.resume()
    }, options)
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const { port } = slow.address() as { port: number }
    const body = 'HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'
    // Neither of them ever closes its own side.
    const held = ['/read', '/refused'].map((path) => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
      const heard: string[] = []
      socket.on('data', (part) => heard.push(String(part)))
      socket.on('error', () => {})
      socket.write(`POST ${path} ${body}`)
      return { socket, heard }
    })
    await new Promise((resolve) => setTimeout(resolve, 800))
    assert.match(held[0]!.heard.join(''), /^HTTP\/1.1 408 /)
    assert.match(held[1]!.heard.join(''), /^HTTP\/1.1 200 /)
    assert.notInclude(held[1]!.heard.join(''), ' 408 ')
    const open = await new Promise((resolve) => slow.getConnections((_, count) => resolve(count)))
    assert.equal(open, 0)
    for (const { socket } of held) socket.destroy()
    slow.close()
  })

  test('T063 an address written otherwise gets the decision of the plain one, or none', async ({
    assert,
  }) => {
    const anonymous = server.anonymous()
    const routes = [books, '/api/v1/drafts', '/api/v1/jobs', '/api/v1/tokens', '/api/v1/session']
    const spellings = (path: string) => [
      ...[`${path}?/webhooks/trigger`, `/${path}`, path.replace('/api', '/API'), `${path};x`],
      ...[path.replace('/api/', '/%2e%2e/api/'), `${path}.`, path.replace('/v1/', '%2fv1%2f')],
      ...[path.replace('/v1/', '/v1//'), `${path}/`, `/health/live/..${path}`],
    ]
    for (const path of routes.flatMap(spellings)) {
      for (const method of ['GET', 'HEAD', 'POST', 'TRACE']) {
        const port = Number(new URL(server.url).port)
        const line = await raw(
          `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n` +
            `X-Original-URL: /health/live\r\nX-HTTP-Method-Override: GET\r\n\r\n`
        )
        // Whoever has no session signs in at /session: its 422 asks for a body.
        // A page of the application is the same for everybody and holds no data.
        const isPage = / 200 /.test(line) && !path.includes('/api/v1')
        assert.isTrue(
          isPage || / (400|401|403|404|405|422|501) /.test(line),
          `${method} ${path} ${line}`
        )
      }
    }
    assert.equal((await anonymous.get(books)).status, 401)
  }).timeout(60_000)

  test('T065 tokens: no more scope than given, not in the address, none from a token, none after its end', async ({
    assert,
  }) => {
    const made = await admin.post('/api/v1/tokens', { name: 'read', scopes: ['read'] })
    assert.equal(made.status, 201, made.text)
    const { token, id } = made.json.data
    const bearer = { Authorization: `Bearer ${token}` }
    const client = server.anonymous()
    assert.equal((await client.get(books, bearer)).status, 200)
    const written = await client.post(books, { title: 'T065' }, bearer)
    assert.deepEqual([written.status, codes(written)], [403, ['E_AUTH_TOKEN_SCOPE']])
    const minted = await client.post('/api/v1/tokens', { name: 'x', scopes: ['write'] }, bearer)
    assert.deepEqual([minted.status, codes(minted)], [403, ['E_AUTH_SESSION_REQUIRED']])
    for (const name of ['token', 'access_token', 'authorization']) {
      assert.equal((await client.get(`${books}?${name}=${token}`)).status, 401)
    }
    const listed = await admin.get('/api/v1/tokens')
    assert.notInclude(listed.text, token)
    assert.equal((await admin.delete(`/api/v1/tokens/${id}`)).status, 204)
    assert.equal((await client.get(books, bearer)).status, 401)
    const escalated = await admin.post('/api/v1/tokens', { name: 'y', scopes: ['root'] })
    assert.deepEqual(codes(escalated), ['E_AUTH_SCOPE_UNKNOWN'])
  })

  test('T057 every sign-in makes a new session; one brought along is not taken over', async ({
    assert,
  }) => {
    const first = await server.signIn('keeper')
    const second = await server.signIn('keeper')
    assert.notEqual(first.cookie, second.cookie)
    const [name] = first.cookie!.split('=')
    const planted = server.anonymous()
    planted.cookie = `${name}=planted-by-somebody-else`
    assert.equal((await planted.get('/api/v1/session')).status, 401)
    await first.delete('/api/v1/session')
    assert.equal((await first.get('/api/v1/session')).status, 401)
    assert.equal((await second.get('/api/v1/session')).status, 200)
  })

  test('T036 deep, circular and very many expansions are refused; statements do not grow with depth', async ({
    assert,
  }) => {
    const deep = `${'shelf.keeper.department.'.repeat(4)}name`
    const many = Array.from({ length: 201 }, () => 'title').join(',')
    for (const fields of [deep, 'lender.department.parent.leader.name', many]) {
      const reply = await admin.get(`${books}?fields=${fields}`)
      assert.equal(reply.status, 400, fields.slice(0, 60))
    }
    const operations = Array.from({ length: 1_001 }, () => ({ op: 'create', values: {} }))
    const bulk = await admin.post(`${books}/bulk`, { operations })
    assert.deepEqual(codes(bulk), ['E_RECORD_BULK_INVALID'])
  })
})
