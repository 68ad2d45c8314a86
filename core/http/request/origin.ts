import type { IncomingMessage } from 'node:http'

/**
 * Whether a request that could change something comes from our own pages, as far as a browser
 * tells. A browser always sends `Origin` with such a request; a program that sends none, and no
 * cookie either, acts by its own credentials.
 */
export function isSameOrigin(request: IncomingMessage, host = request.headers.host): boolean {
  if (request.headers.origin === undefined) return request.headers.cookie === undefined
  return isOwnOrigin(request, host)
}

/**
 * The same for the handshake of a socket, which a browser sends from our own pages without `Origin`
 * when it begins as a plain GET; from other pages it never does.
 */
export function isOwnOrigin(request: IncomingMessage, host = request.headers.host): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  if (!host || !URL.canParse(origin)) return false
  const { protocol, host: from } = new URL(origin)
  return (protocol === 'http:' || protocol === 'https:') && from === host.toLowerCase()
}
