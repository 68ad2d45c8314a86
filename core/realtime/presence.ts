import type { Server } from 'socket.io'
import { Refusal } from '#engine/errors.ts'
import type { Services } from '#core/http/index.ts'
import { isId } from '#core/records/index.ts'
import type { LoggedChange } from '#core/records/index.ts'
import type { Client, Clients, SocketData } from './clients.ts'
import { openTooMany } from './errors.ts'

/** Somebody who has a record open (在场). */
export interface Present {
  readonly id: string
  readonly name: string
  readonly editing: boolean
}

/** Who has one of several records open. */
export interface PresentIn {
  readonly id: string
  readonly people: readonly Present[]
}

interface RecordName {
  readonly entity: string
  readonly id: string
}

/**
 * Who has a record open, among all processes: a room of Socket.IO for each record, entered only by
 * who may read it. Ends with `close`, with the connection, and with the right to read.
 */
export interface Presence {
  /** @throws E_RECORD_NOT_FOUND for what the actor may not read, E_EVENT_OPEN for too many at once */
  open(client: Client, record: RecordName, mode: 'view' | 'edit'): Promise<Present[]>
  close(client: Client, record: RecordName): Promise<void>
  /**
   * Of these records, those that the actor may read at this moment and that somebody has open, with
   * who has. Asks the database only where somebody has one open, in one statement for all.
   */
  among(client: Client, entity: string, ids: readonly string[]): Promise<PresentIn[]>
  /** The client's connection ended. */
  left(client: Client): void
  /** Whoever may no longer read a changed record leaves it. */
  heard(changes: readonly LoggedChange[]): Promise<void>
}

const most = 20
const roomOf = ({ entity, id }: RecordName) => `record ${entity}/${id}`
const nameOf = ({ entity, id }: RecordName) => `${entity}/${id}`

/** Those of the sockets that have the record open, each person once. */
function peopleIn(sockets: readonly SocketData[], record: RecordName): Present[] {
  const byId = new Map<string, Present>()
  for (const { person, open } of sockets) {
    const mode = open[nameOf(record)]
    if (mode === undefined) continue
    const editing = mode === 'edit' || byId.get(person.id)?.editing === true
    byId.set(person.id, { ...person, editing })
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

export function createPresence(of: { io: Server; services: Services; clients: Clients }): Presence {
  const { io, services, clients } = of
  const mayRead = async (client: Client, { entity, id }: RecordName) => {
    const { actor } = clients.principalOf(client)
    await services.registry.ready(actor.language)
    await services.records.get(actor, entity, id, { fields: 'id' })
  }
  const people = async (record: RecordName): Promise<Present[]> => {
    const sockets = await io.in(roomOf(record)).fetchSockets()
    return peopleIn(
      sockets.map(({ data }) => data as SocketData),
      record
    )
  }
  const readable = async (client: Client, entity: string, ids: readonly string[]) => {
    const { actor } = clients.principalOf(client)
    await services.registry.ready(actor.language)
    const filter = JSON.stringify({ id: { in: ids } })
    const query = { filter, fields: 'id', limit: String(ids.length) }
    try {
      const { data } = await services.records.list(actor, entity, query)
      return new Set(data.map(({ id }) => id))
    } catch (error) {
      // What one may not read at all is answered like what nobody has open.
      if (error instanceof Refusal) return new Set()
      throw error
    }
  }
  const tell = async (record: RecordName) => {
    const present = await people(record)
    io.to(roomOf(record)).emit('presence', { ...record, people: present })
    return present
  }
  const leave = async (client: Client, record: RecordName) => {
    if (!Object.hasOwn(client.data.open, nameOf(record))) return
    delete client.data.open[nameOf(record)]
    await client.leave(roomOf(record))
    await tell(record)
  }
  return {
    async open(client, record, mode) {
      await mayRead(client, record)
      const { open } = client.data
      if (Object.keys(open).length >= most && !Object.hasOwn(open, nameOf(record))) {
        throw new Refusal(openTooMany({ most }))
      }
      if (client.disconnected) return []
      open[nameOf(record)] = mode
      await client.join(roomOf(record))
      return tell(record)
    },
    close: leave,
    async among(client, entity, ids) {
      const records = [...new Set(ids)].filter(isId).map((id) => ({ entity, id }))
      // No room at all would be every room.
      if (records.length === 0) return []
      const sockets = (await io.in(records.map(roomOf)).fetchSockets()).map(
        ({ data }) => data as SocketData
      )
      const found = records
        .map((record) => ({ id: record.id, people: peopleIn(sockets, record) }))
        .filter(({ people }) => people.length > 0)
      if (found.length === 0) return []
      const known = await readable(
        client,
        entity,
        found.map(({ id }) => id)
      )
      return found.filter(({ id }) => known.has(id))
    },
    left(client) {
      for (const name of Object.keys(client.data.open)) {
        const [entity = '', id = ''] = name.split('/')
        void tell({ entity, id }).catch(() => {})
      }
    },
    async heard(changes) {
      const { entities } = services.registry.current()
      const keys = new Map([...entities.values()].map(({ uid, key }) => [uid, key]))
      for (const { entityUid, id } of changes) {
        const record = { entity: keys.get(entityUid) ?? '', id }
        const here = io.sockets.adapter.rooms.get(roomOf(record))
        for (const socketId of [...(here ?? [])]) {
          const client = io.sockets.sockets.get(socketId) as Client | undefined
          if (client) await mayRead(client, record).catch(() => leave(client, record))
        }
      }
    },
  }
}
