import { BlockList, isIP } from 'node:net'
import type { IPVersion } from 'node:net'

/** Words for ranges, as operators know them from other servers. */
const named: ReadonlyMap<string, readonly string[]> = new Map([
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['linklocal', ['169.254.0.0/16', 'fe80::/10']],
  ['uniquelocal', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
])

/** Whether an entry of GUIJU_TRUST_PROXY is an address, a range `address/bits`, or a word for ranges. */
export function isProxyEntry(entry: string): boolean {
  if (named.has(entry)) return true
  const [address = '', bits, ...rest] = entry.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  if (most < 0 || rest.length > 0 || address.includes('%')) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
}

/**
 * Which peers are proxies whose `X-Forwarded-*` is believed.
 *
 * @param entries each as `isProxyEntry` takes it
 * @example proxyTrust(['loopback', '10.1.0.0/16'])('10.1.2.3') // true
 */
export function proxyTrust(entries: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList()
  for (const range of entries.flatMap((entry) => named.get(entry) ?? [entry])) {
    const [address = '', bits] = range.split('/')
    const family = familyOf(address)
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const plain = address.split('%')[0]!
    return isIP(plain) !== 0 && trusted.check(plain, familyOf(plain))
  }
}

function familyOf(address: string): IPVersion {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
