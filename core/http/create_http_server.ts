import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { securityHeaders, transportHeader } from './answer/security_headers.ts'
import { bodyMillis, limitArrival, uploadMillis } from './body/arrival.ts'
import { connectionOf } from './request/connection.ts'
import type { TrustsProxy } from './request/connection.ts'

/**
 * The one node server of the process: Adonis answers its requests, Socket.IO takes its upgrades.
 * What must stand on every answer, whoever writes it, is set here: request id and security headers.
 *
 * @param attach adds other listeners for the same port, such as Socket.IO
 * @param arrivesWithin how long a body that is no upload may take, in milliseconds, where other than usual
 */
export function createHttpServer(
  listener: RequestListener,
  {
    trustsProxy,
    attach,
    arrivesWithin = bodyMillis,
  }: { trustsProxy: TrustsProxy; attach: (server: Server) => void; arrivesWithin?: number }
): Server {
  // How often slow headers and bodies are looked for; node would do it every 30 s.
  const server = createServer({ connectionsCheckingInterval: 2_000 }, listener)
  attach(server)
  // First of all listeners, also before one that takes the place of the others.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    frame(request, response)
    limitArrival(request, arrivesWithin, () => refuseLate(request, response))
    if (connectionOf(request, trustsProxy).isSecure) response.setHeader(...transportHeader)
  })
  server.headersTimeout = 20_000
  // What is no upload has a shorter time (body/arrival.ts).
  server.requestTimeout = uploadMillis
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseMalformed(error, socket as Socket)
  })
  return server
}

/** The id is ours: one that a client sends is not believed, for it leads into the log. */
function frame(request: IncomingMessage, response: ServerResponse): void {
  const id = randomUUID()
  request.headers['x-request-id'] = id
  response.setHeader('X-Request-Id', id)
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
}

/** Bytes that are no HTTP: there is no request to answer, only a connection to end. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  end(socket, statuses.get(error.code ?? '') ?? '400 Bad Request')
}

/** A body that does not come to its end; who has his answer already gets no second one. */
function refuseLate({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || !socket.writable) return void socket.destroy()
  end(socket, statuses.get('ERR_HTTP_REQUEST_TIMEOUT')!)
}

/** Whoever does not close his side would else hold the connection all the same. */
function end(socket: Socket, status: string): void {
  const headers = Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`)
  socket.write([`HTTP/1.1 ${status}`, 'Connection: close', ...headers, '', ''].join('\r\n'))
  socket.destroySoon()
}

const statuses: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
])
