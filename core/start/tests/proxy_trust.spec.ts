import { test } from '@japa/runner'
import { isProxyEntry, proxyTrust } from '../proxy_trust.ts'

test.group('start | trusted proxies', () => {
  test('addresses, ranges and words are entries, anything else is not', ({ assert }) => {
    for (const entry of [
      ...['loopback', 'linklocal', 'uniquelocal', '10.1.2.3', '10.0.0.0/8', '0.0.0.0/0'],
      ...['::1', 'fd00::/8', '2001:db8::1/128'],
    ]) {
      assert.isTrue(isProxyEntry(entry), entry)
    }
    for (const entry of [
      ...['', 'all', '*', 'true', 'proxy.example', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '/8'],
      ...[
        '10.0.0.0/8/8',
        '10.0.0.0/-1',
        '10.0.0.0/255.0.0.0',
        '::1/129',
        'fe80::1%eth0',
        'Loopback',
      ],
    ]) {
      assert.isFalse(isProxyEntry(entry), entry)
    }
  })

  test('the words stand for what operators expect', ({ assert }) => {
    const loopback = proxyTrust(['loopback'])
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
      assert.isTrue(loopback(address), address)
    }
    for (const address of ['10.0.0.1', '::2', '::ffff:10.0.0.1', '', 'localhost']) {
      assert.isFalse(loopback(address), address)
    }
    const inner = proxyTrust(['uniquelocal', 'linklocal'])
    for (const address of ['172.18.0.1', '::ffff:172.18.0.1', 'fd12::1', 'fe80::1%eth0']) {
      assert.isTrue(inner(address), address)
    }
    for (const address of ['172.32.0.1', '127.0.0.1', '8.8.8.8']) {
      assert.isFalse(inner(address), address)
    }
  })

  test('an entry trusts itself and its range, and nothing beside it', ({ assert }) => {
    const trusts = proxyTrust(['192.0.2.7', '10.1.0.0/16', '2001:db8::/64'])
    for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '10.1.255.9', '2001:db8::9']) {
      assert.isTrue(trusts(address), address)
    }
    for (const address of ['192.0.2.8', '10.2.0.1', '2001:db8:0:1::9', '127.0.0.1']) {
      assert.isFalse(trusts(address), address)
    }
  })
})
