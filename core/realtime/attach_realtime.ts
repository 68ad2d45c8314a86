import type { Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/postgres-adapter'
import pg from 'pg'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { Refusal } from '#engine/errors.ts'
import { signInRequired } from '#core/identity/index.ts'
import type { Principal } from '#core/identity/index.ts'
import { connectionOf, isOwnOrigin, readSessionCookie } from '#core/http/index.ts'
import type { Services } from '#core/http/index.ts'
import { announceChanges } from './telling/announce_changes.ts'
import { createClients } from './clients.ts'
import type { Client, Clients } from './clients.ts'
import { createDelivery } from './telling/deliver.ts'
import { connectionsTooMany } from './errors.ts'
import { keepStanding } from './keep_standing.ts'
import { limitConnections } from './limit_connections.ts'
import { createPresence } from './presence.ts'
import { welcome } from './welcome.ts'

export interface Realtime {
  /** Ends every connection; the HTTP server goes on. */
  close(): Promise<void>
}

/** Connections of one session or token: a person with many windows open. */
const mostOfOne = 50

/**
 * Socket.IO on the server of the application, at `/socket.io`. Refuses other origins and whoever is
 * not signed in; knows the events of events.ts and no other.
 *
 * @param cluster URL of the PostgreSQL database over which processes hear each other; null = one process
 */
export async function attachRealtime(
  http: HttpServer,
  services: Services,
  cluster: string | null
): Promise<Realtime> {
  const between = cluster === null ? null : betweenProcesses(cluster)
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 5_000,
    cleanupEmptyChildNamespaces: true,
    allowRequest: (request, answer) => {
      answer(null, isOwnOrigin(request, connectionOf(request, services.trustsProxy).host))
    },
    ...(between ? { adapter: between.adapter } : {}),
  })
  limitConnections(io)
  const clients = createClients()
  const presence = createPresence({ io, services, clients })
  const standing = keepStanding(services, clients)
  const delivery = createDelivery((ids, message) => {
    io.local.to(ids).emit('record.changed', message)
  })
  const parts = { io, services, clients, delivery }
  const announcer = await announceChanges(parts, async (changes) => {
    await standing.heard(changes)
    await presence.heard(changes)
  })
  io.on('changed', () => announcer.wake())
  io.use((socket, next) => {
    authenticate(services, clients, socket).then(
      () => next(),
      (error: unknown) =>
        next(new Error(error instanceof Refusal ? error.faults[0]!.code : signInRequired.code))
    )
  })
  io.on('connection', (socket) => {
    const client = socket as Client
    if (!clients.has(client)) return void client.disconnect(true)
    const { settled, settledAgo } = announcer
    welcome({ client, services, clients, presence, delivery, settled, settledAgo })
  })
  const stopReleases = services.registry.onChange(() => {
    io.local.emit('release.published', { release: services.registry.releaseId })
  })
  return {
    async close() {
      stopReleases()
      standing.stop()
      announcer.stop()
      io.local.disconnectSockets(true)
      io.sockets.adapter.close()
      io.engine.close()
      between?.close()
    },
  }
}

/** The same cookie as every request, or a token in the handshake's `auth`. */
async function authenticate(services: Services, clients: Clients, socket: Socket): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown }
  const { isSecure } = connectionOf(socket.request, services.trustsProxy)
  const secret = readSessionCookie(socket.request.headers.cookie, isSecure)
  let principal: Principal | null = null
  if (typeof token === 'string') principal = await services.identity.actorOfToken(token)
  else if (secret !== null) principal = await services.identity.actorOfSession(secret)
  const isReader = principal?.via === 'session' || principal?.scopes.includes('read')
  if (!principal || !isReader || principal.mustChangePassword) {
    throw new Refusal(signInRequired({}))
  }
  if (clients.countOf(principal.hash) >= mostOfOne) {
    throw new Refusal(connectionsTooMany({ most: mostOfOne }))
  }
  const client = socket as Client
  client.data.person = { id: principal.actor.userId, name: principal.actor.name }
  client.data.open = {}
  clients.add(client, principal)
  // Who goes before it is welcomed is forgotten here; 'disconnect' is only told of who was.
  socket.conn.once('close', () => clients.drop(client))
}

/** Two connections of its own: one listens, one tells. */
function betweenProcesses(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // A lost connection is opened again; until then processes look at the log by themselves.
  const broken = () => {}
  pool.on('error', broken)
  return {
    adapter: createAdapter(pool, { errorHandler: broken }) as never,
    // The listening connection ends by itself; nobody waits for it.
    close: () => void pool.end().catch(broken),
  }
}
