import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Whether what a proxy at this address says of its clients is believed. */
export type TrustsProxy = (address: string) => boolean

/** How a request came here. */
export interface Connection {
  /** Encrypted up to this process, or up to a proxy that is believed. */
  readonly isSecure: boolean
  /** Name and port the client asked for. */
  readonly host: string | undefined
  /** Address of the client, as far back as proxies are believed. */
  readonly address: string
}

/**
 * The one rule for pages, API and sockets: `X-Forwarded-Proto`, `-Host` and `-For` count only when
 * they come from a proxy that is believed (GUIJU_TRUST_PROXY); from anybody else they are just bytes.
 */
export function connectionOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustsProxy: TrustsProxy
): Connection {
  const peer = socket.remoteAddress ?? ''
  const isBelieved = trustsProxy(peer)
  const told = (name: 'proto' | 'host') =>
    isBelieved ? listed(headers[`x-forwarded-${name}`])[0] : undefined
  return {
    isSecure: (socket as TLSSocket).encrypted === true || told('proto') === 'https',
    host: told('host') ?? headers.host,
    address: clientOf(peer, listed(headers['x-forwarded-for']), trustsProxy),
  }
}

/**
 * Whether nobody between client and server can read along: it is encrypted, or the client asked for
 * its own machine (a port that is forwarded there, by Docker or SSH, included).
 */
export function isConfidential({ isSecure, host = '' }: Connection): boolean {
  if (isSecure) return true
  if (!URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

/** Each proxy writes down whom it heard it from: back along the list until one is not believed. */
function clientOf(peer: string, forwarded: readonly string[], trustsProxy: TrustsProxy): string {
  let client = peer
  for (const address of forwarded.toReversed()) {
    if (!trustsProxy(client) || isIP(address) === 0) break
    client = address
  }
  return client
}

function listed(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
