import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { Refusal } from '#engine/errors.ts'
import { signInRequired } from '#core/identity/index.ts'
import type { Principal } from '#core/identity/index.ts'
import { connectionOf, errorEnvelope, isOwnOrigin, readSessionCookie } from '#core/http/index.ts'
import type { Services } from '#core/http/index.ts'
import { onRecordChanged } from '#core/records/index.ts'
import { announceChanges } from './announce_changes.ts'
import { clientEvents } from './events.ts'
import { eventTooMany, eventUnknown } from './errors.ts'
import { createSubscriptions, credentialOf } from './subscriptions.ts'
import type { Client, Subscriptions } from './subscriptions.ts'
import { tokenBucket } from './token_bucket.ts'

export interface Realtime {
  /** Ends every connection; the HTTP server goes on. */
  close(): Promise<void>
}

/** A list of many entities subscribes to each when it connects; after that, a person's pace. */
const pace = { burst: 60, perSecond: 10 }
/** Messages over the pace that are answered with a refusal before the connection is ended. */
const tolerated = 60
const sweepEvery = 60_000

/**
 * Socket.IO on the server of the application, at `/socket.io`. Refuses other origins and whoever is
 * not signed in; knows the events of events.ts and no other.
 */
export function attachRealtime(http: HttpServer, services: Services): Realtime {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    allowRequest: (request, answer) => {
      answer(null, isOwnOrigin(request, connectionOf(request, services.trustsProxy).host))
    },
  })
  const subscriptions = createSubscriptions()
  io.use((socket, next) => {
    authenticate(services, socket).then(
      () => next(),
      () => next(new Error(signInRequired.code))
    )
  })
  io.on('connection', (socket) => welcome(socket as Client, services, subscriptions))
  const stop = [
    announceChanges(services, subscriptions),
    services.registry.onChange(() => {
      io.emit('release.published', { release: services.registry.releaseId })
    }),
    sweepEnded(io, services),
  ]
  return {
    async close() {
      for (const end of stop) end()
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

/** The same cookie as every request, or a token in the handshake's `auth`. */
async function authenticate(services: Services, socket: Socket): Promise<void> {
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
  socket.data.principal = principal
}

function welcome(client: Client, services: Services, subscriptions: Subscriptions): void {
  const bucket = tokenBucket(pace)
  let refused = 0
  client.on('disconnect', () => subscriptions.drop(client))
  client.onAny((name: string, ...given: unknown[]) => {
    const answer = typeof given.at(-1) === 'function' ? (given.pop() as Answer) : () => {}
    if (!bucket.take()) {
      if (++refused > tolerated) return void client.disconnect(true)
      return answer(refusalJson(client, new Refusal(eventTooMany({}))))
    }
    void run(name, given).then(
      (data) => answer({ data }),
      (error: unknown) => answer(refusalJson(client, error))
    )
  })

  async function run(name: string, given: readonly unknown[]): Promise<unknown> {
    const event = Object.hasOwn(clientEvents, name) ? clientEvents[name] : undefined
    if (!event) {
      const known = Object.keys(clientEvents)
      throw new Refusal(eventUnknown({ event: name.slice(0, 100), known }))
    }
    return event.run({ client, services, subscriptions }, given[0])
  }
}

type Answer = (answer: object) => void

function refusalJson(client: Client, error: unknown): object {
  if (!(error instanceof Refusal)) {
    process.emitWarning(error instanceof Error ? error : String(error))
    return { errors: [{ code: 'E_INTERNAL', status: 500, message: '系统内部错误' }] }
  }
  return errorEnvelope(error.faults, client.data.principal.actor.language, client.id)
}

/** Sockets outlive requests: a session that ended, or a user who was disabled, ends them too. */
function sweepEnded(io: Server, services: Services): () => void {
  const sweep = async () => {
    const clients = [...io.sockets.sockets.values()] as Client[]
    for (const some of Map.groupBy(clients, credentialOf).values()) {
      const principal = await services.identity.refresh(some[0]!.data.principal)
      if (principal) for (const client of some) client.data.principal = principal
      else for (const client of some) client.disconnect(true)
    }
  }
  const timer = setInterval(() => void sweep().catch(() => {}), sweepEvery).unref()
  const stop = onRecordChanged(({ entity }) => {
    if (entity === services.registry.current().anchors.user) void sweep().catch(() => {})
  })
  return () => {
    clearInterval(timer)
    stop()
  }
}
