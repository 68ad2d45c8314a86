import type { IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { connectionOf, isConfidential } from '../../request/connection.ts'

const trusted = new Set(['127.0.0.1', '10.0.0.1', '10.0.0.2'])
const trustsProxy = (address: string) => trusted.has(address)

/** What is made of a request from this peer with these headers. */
const seen = (peer: string, headers: Record<string, string>, socket: object = {}) =>
  connectionOf(
    { headers, socket: { remoteAddress: peer, ...socket } } as unknown as IncomingMessage,
    trustsProxy
  )
const proxied = {
  'host': 'inner:3333',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'work.example',
  'x-forwarded-for': '203.0.113.7',
}

test.group('http | connection', () => {
  test('a proxy that is believed says how, from whom and to whom the request came', ({
    assert,
  }) => {
    assert.deepEqual(seen('10.0.0.1', proxied), {
      isSecure: true,
      host: 'work.example',
      address: '203.0.113.7',
    })
  })

  test('C04 anybody else may say what he likes', ({ assert }) => {
    assert.deepEqual(seen('203.0.113.9', proxied), {
      isSecure: false,
      host: 'inner:3333',
      address: '203.0.113.9',
    })
  })

  test('without those headers the connection itself counts', ({ assert }) => {
    const plain = { isSecure: false, host: 'h', address: '127.0.0.1' }
    assert.deepEqual(seen('127.0.0.1', { host: 'h' }), plain)
    assert.isTrue(seen('127.0.0.1', { host: 'h' }, { encrypted: true }).isSecure)
    assert.isFalse(seen('127.0.0.1', { host: 'h' }, { encrypted: undefined }).isSecure)
  })

  test('T069 of a list of addresses the last that no proxy of ours wrote is the client', ({
    assert,
  }) => {
    const from = (list: string) => seen('10.0.0.1', { 'x-forwarded-for': list }).address
    assert.equal(from('1.2.3.4, 203.0.113.7'), '203.0.113.7')
    assert.equal(from('1.2.3.4, 203.0.113.7, 10.0.0.2'), '203.0.113.7')
    assert.equal(from('10.0.0.2'), '10.0.0.2')
    assert.equal(from(`${'x'.repeat(9_000)}`), '10.0.0.1')
    assert.equal(from(' , '), '10.0.0.1')
  })

  test('of several protocols and hosts the first is what the client used', ({ assert }) => {
    const headers = { 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'a.example, b' }
    assert.deepInclude(seen('10.0.0.1', headers), { isSecure: true, host: 'a.example' })
    assert.isFalse(seen('10.0.0.1', { 'x-forwarded-proto': 'http, https' }).isSecure)
  })

  test('C04 a password goes over TLS, or to the own machine', ({ assert }) => {
    const plain = (host?: string) => isConfidential({ isSecure: false, host, address: '1.2.3.4' })
    for (const host of [
      'localhost',
      'LOCALHOST:3333',
      'app.localhost',
      '127.0.0.1:1',
      '[::1]:3333',
    ]) {
      assert.isTrue(plain(host), host)
    }
    for (const host of [
      ...['work.example', '10.0.0.5:3333', '0.0.0.0', '[::2]', '', 'localhost.evil.example'],
      ...['127.0.0.1.evil.example', 'a b', 'notlocalhost', undefined],
    ]) {
      assert.isFalse(plain(host), host)
    }
    assert.isTrue(isConfidential({ isSecure: true, host: 'work.example', address: '1.2.3.4' }))
  })
})
