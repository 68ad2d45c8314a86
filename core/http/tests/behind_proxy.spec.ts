import { test } from '@japa/runner'
import { io } from 'socket.io-client'
import { adminPassword, startServer } from '../../../tests/harness/server.ts'
import type { Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules } from './support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const https = { 'X-Forwarded-Proto': 'https' }

/** Signs in as a browser does, behind a proxy that adds these headers. */
const signIn = (server: TestServer, headers: Record<string, string>): Promise<Reply> =>
  server.anonymous().post('/api/v1/session', { account: 'admin', password: adminPassword }, headers)
const cookieOf = (reply: Reply) => reply.headers.getSetCookie()[0]!.split(';')[0]!

/** Whether a socket opens with this cookie and these headers. */
async function opens(server: TestServer, headers: Record<string, string>): Promise<boolean> {
  const socket = io(server.url, {
    extraHeaders: { Origin: server.url, ...headers },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true))
    socket.on('connect_error', () => resolve(false))
  })
  socket.disconnect()
  return isOpen
}

test.group('http | behind a proxy', () => {
  test('C04 calls and sockets believe the same proxy: cookies of TLS go with both', async ({
    assert,
  }) => {
    const server = await startServer({ modules: libraryModules })
    const reply = await signIn(server, https)
    const cookie = cookieOf(reply)
    assert.match(cookie, /^__Host-/)
    assert.isNotNull(reply.headers.get('strict-transport-security'))
    const call = (headers: object) =>
      server.anonymous().get('/api/v1/session', { Cookie: cookie, ...headers })
    assert.equal((await call(https)).status, 200)
    assert.isTrue(await opens(server, { Cookie: cookie, ...https }))
    assert.equal((await call({})).status, 401)
    assert.isFalse(await opens(server, { Cookie: cookie }))
    const elsewhere = { 'X-Forwarded-Host': 'work.example', 'Origin': 'http://work.example' }
    assert.isTrue(await opens(server, { Cookie: cookie, ...https, ...elsewhere }))
    assert.equal((await signIn(server, { ...https, ...elsewhere })).status, 200)
    await server.close()
  })

  test('C04 calls and sockets believe nobody else', async ({ assert }) => {
    const env = { GUIJU_TRUST_PROXY: '10.0.0.0/8, 192.0.2.1' }
    const server = await startServer({ modules: libraryModules, env })
    const reply = await signIn(server, https)
    const cookie = cookieOf(reply)
    assert.match(cookie, /^guiju_session=/)
    assert.isNull(reply.headers.get('strict-transport-security'))
    assert.isTrue(await opens(server, { Cookie: cookie, ...https }))
    assert.isFalse(await opens(server, { Cookie: cookie.replace(/^/, '__Host-'), ...https }))
    const elsewhere = { 'X-Forwarded-Host': 'evil.example', 'Origin': 'http://evil.example' }
    assert.deepEqual(codes(await signIn(server, elsewhere)), ['E_ORIGIN_REFUSED'])
    assert.isFalse(await opens(server, { Cookie: cookie, ...elsewhere }))
    await server.close()
  })

  test('C04 in production no password is taken over plain HTTP, but on the machine itself', async ({
    assert,
  }) => {
    const env = { NODE_ENV: 'production', GUIJU_TEST: undefined }
    const server = await startServer({ modules: libraryModules, env })
    const outside = { 'X-Forwarded-Host': 'work.example', 'Origin': 'https://work.example' }
    const refused = await signIn(server, outside)
    assert.equal(refused.status, 403)
    assert.deepEqual(codes(refused), ['E_CONNECTION_INSECURE'])
    assert.isEmpty(refused.headers.getSetCookie())
    assert.include(refused.json.errors[0].message, 'https')
    assert.equal((await signIn(server, { ...outside, ...https })).status, 200)

    const cookie = cookieOf(await signIn(server, {}))
    const change = (path: string, headers: object) =>
      server.anonymous().send('POST', path, {
        body: { current: adminPassword, next: 'Quarry-Teapot-61' },
        headers: { Cookie: cookie, ...headers },
      })
    const password = '/api/v1/session/password'
    assert.deepEqual(codes(await change(password, outside)), ['E_CONNECTION_INSECURE'])
    assert.equal((await change(password, {})).status, 200)
    await server.close()
  })
})
