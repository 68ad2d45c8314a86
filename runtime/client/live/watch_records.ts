import type { Socket } from 'socket.io-client'
import { liveConnection } from './connection.ts'

/** The server says that a record changed; its values are read again, never sent. */
export interface RecordChanged {
  readonly entity: string
  readonly id: string
  readonly rev: number
  /** Place in the log of changes: from there on is caught up after a lost connection. */
  readonly seq: number
  /** The record was within reach until now. */
  readonly gone?: true
}

/** `null`: more may have changed than is told; what is shown is to be read again. */
type Listener = (change: RecordChanged | null) => void

interface Watched {
  readonly listeners: Set<Listener>
  /** What is shown was read from then on, ms of the clock. */
  readonly since: number
}

const watched = new Map<string, Watched>()
/** Every change up to here was told; kept while nobody listens, so that coming back misses nothing. */
const heardTo = new Map<string, number>()
const joined = new WeakSet<Socket>()

/** How much a list's reading may lie before its listening, ms. */
const slack = 1_000

/**
 * Calls back for every change of a record of the entity, from the moment of the call on. After a lost
 * connection what was missed is told first. Several parts of a page share one subscription. Returns
 * the way to stop.
 */
export function watchRecords(entity: string, listener: Listener): () => void {
  const known = watched.get(entity)
  const one = known ?? { listeners: new Set(), since: Date.now() }
  watched.set(entity, one)
  one.listeners.add(listener)
  // Live lists are a comfort: without them the page works.
  const socket = liveConnection().catch(() => null)
  void socket.then((socket) => {
    if (!socket || watched.get(entity) !== one) return
    listenOn(socket)
    if (!known && socket.connected) subscribe(socket, entity)
  })
  return () => {
    one.listeners.delete(listener)
    if (one.listeners.size > 0 || watched.get(entity) !== one) return
    watched.delete(entity)
    void socket.then((socket) => {
      if (socket?.connected && !watched.has(entity)) socket.emit('unsubscribe', { entity })
    })
  }
}

function listenOn(socket: Socket): void {
  if (joined.has(socket)) return
  joined.add(socket)
  socket.on('connect', () => {
    for (const entity of watched.keys()) subscribe(socket, entity)
  })
  socket.on('record.changed', (change: RecordChanged) => {
    heard(change.entity, change.seq)
    tell(change.entity, change)
  })
  // Another role may reach other records; whether it may be subscribed still is asked by reading.
  socket.on('subscription.ended', ({ entity }: { entity: string }) => tell(entity, null))
}

interface Subscribed {
  data?: { seq: number; reload?: true }
  errors?: readonly { status: number }[]
}

function subscribe(socket: Socket, entity: string): void {
  const one = watched.get(entity)
  if (!one) return
  const since = heardTo.get(entity)
  const from = since === undefined ? { ago: Date.now() - one.since + slack } : { since }
  socket.emit('subscribe', { entity, ...from }, ({ data, errors }: Subscribed) => {
    if (watched.get(entity) !== one) return
    if (data?.reload) heardTo.set(entity, data.seq)
    else if (data) heard(entity, data.seq)
    // What fails over there is asked again; what is refused stays refused.
    const isTransient = errors?.some(({ status }) => status >= 500 || status === 429) ?? false
    if (isTransient) setTimeout(() => socket.connected && subscribe(socket, entity), 5_000)
    if (data?.reload) tell(entity, null)
  })
}

function heard(entity: string, seq: number): void {
  heardTo.set(entity, Math.max(heardTo.get(entity) ?? 0, seq))
}

function tell(entity: string, change: RecordChanged | null): void {
  for (const listener of watched.get(entity)?.listeners ?? []) listener(change)
}
