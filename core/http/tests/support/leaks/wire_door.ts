/** Through a server: people who are signed in, requests, and a socket each. */
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { Actor } from '#engine/access/index.ts'
import { startServer } from '../../../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../../../tests/harness/server.ts'
import { completeSample } from '../../../../engine/tests/support/sample_documents.ts'
import { actorWith } from '../../../../records/tests/support/open_records.ts'
import { libraryModules } from '../library.ts'
import { fieldsOf } from './leak_definitions.ts'
import { god, WireRefusal } from './leak_door.ts'
import type { Frame, LeakDoor, Notice, OpenDoor } from './leak_door.ts'
import { wireRecords } from './wire_records.ts'
import type { Ask } from './wire_records.ts'

const v1 = '/api/v1'
const module = { kind: 'module', key: 'leak', version: '1.0.0', dependsOn: ['system'], menu: [] }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** How long notices are waited for, and how late one may be on a busy machine. Milliseconds. */
const waitingTime = 300
const tellingTime = 10_000

interface Guest {
  readonly client: Client
  readonly socket: Socket
  heard: string[]
  frames: Frame[]
}

/** What a door of this kind can do beside the rest. */
export interface WireDoor extends LeakDoor {
  readonly ask: Ask
  /** Sends a message and gives what the server answers it with; a refusal too. */
  emit(actor: Actor, event: string, payload: unknown): Promise<unknown>
}

/** Starts a server with the application, and signs everybody in. */
export const wireDoor: OpenDoor = async ({ documents, rolesOf }) => {
  const accounts = rolesOf.map((_, n) => ({ id: idOf(n), account: `guest${n}`, name: `客${n}` }))
  const roles = rolesOf.flatMap((held, n) => held.map((role) => ({ account: `guest${n}`, role })))
  const server = await startServer({
    modules: [...libraryModules, ...[module, ...documents].map(completed)],
    samples: { 'system.user': accounts, roles },
  })
  const admin = await server.signIn('admin')
  const guests = new Map<string, Guest>()
  for (const { id, account } of accounts) guests.set(id, await enter(server, account))
  const actors = rolesOf.map((held, n) => ({ ...actorWith(held), userId: idOf(n) }))
  return doorOf({ server, admin, guests, actors })
}

function completed(document: object): object {
  return { schemaVersion: 1, ...(completeSample(document) as object) }
}

function idOf(n: number): string {
  return `0195a000-0000-7000-8000-${String(n + 1).padStart(12, '0')}`
}

async function enter(server: TestServer, account: string): Promise<Guest> {
  const client = await server.signIn(account)
  const socket = io(server.url, {
    extraHeaders: { Cookie: client.cookie!, Origin: server.url },
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  const guest: Guest = { client, socket, heard: [], frames: [] }
  socket.onAny((event: string, payload: unknown) => void guest.frames.push({ event, payload }))
  return guest
}

function doorOf(opened: {
  server: TestServer
  admin: Client
  guests: ReadonlyMap<string, Guest>
  actors: readonly Actor[]
}): WireDoor {
  const { server, admin, guests, actors } = opened
  const began = Date.now()
  const guestOf = ({ userId }: Actor) => guests.get(userId)!
  const ask: Ask = async (actor, method, path, options = {}) => {
    const isGod = actor.roles.includes(god) || !guests.has(actor.userId)
    const { client, heard } = isGod ? { client: admin, heard: null } : guestOf(actor)
    const reply = await client.send(method, path, options).catch((error: unknown) => {
      throw new Error(`no answer; the server printed ${server.output().slice(-2_000)}`, {
        cause: error,
      })
    })
    // What is revealed is checked against the grants by the question itself.
    if (!(path.endsWith('/reveal') && reply.status === 200)) heard?.push(textOf(reply))
    if (reply.status >= 500) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
    if (reply.status >= 400) throw new WireRefusal(reply.text)
    return reply.json ?? reply.text
  }
  const emit: WireDoor['emit'] = async (actor, event, payload) => {
    const { socket, heard } = guestOf(actor)
    const answer: unknown = await socket.timeout(10_000).emitWithAck(event, payload)
    heard.push(JSON.stringify(answer))
    return answer
  }
  const records = wireRecords(ask)
  return {
    ...{ actors, ask, emit, tellingTime },
    records: {
      ...records,
      async create(actor, entity, values) {
        const made = await records.create(actor, entity, values)
        if (actor.roles.includes(god)) await giveAway(ask, actor, entity, made)
        return made
      },
    },
    definitions: (actor) => lookAround(ask, actor),
    shareView: (author, entity, config) =>
      ask(author, 'POST', `${v1}/views/${entity}`, { body: { title: 'v', shared: true, config } }),
    views: (actor, entity) => ask(actor, 'GET', `${v1}/views/${entity}`),
    async notices(actor, entity, filter) {
      const { frames } = guestOf(actor)
      const before = frames.length
      const payload = { entity, ago: Date.now() - began, ...(filter && { filter }) }
      await emit(actor, 'subscribe', payload)
      await pause(waitingTime)
      const told = frames.slice(before).filter(({ event }) => event === 'record.changed')
      // He listens to other entities too, from questions before.
      return told.map((one) => one.payload as Notice).filter((one) => one.entity === entity)
    },
    tick() {},
    earlier: (random) =>
      new Date(began + random.below(Math.max(1, Date.now() - began))).toISOString(),
    heard(actor) {
      const guest = guestOf(actor)
      return guest.heard.splice(0).join('\n')
    },
    frames: (actor) => guestOf(actor).frames.splice(0),
    async close() {
      for (const { socket } of guests.values()) socket.disconnect()
      await server.close()
    },
  }
}

/** Everything of an answer: status, headers, body, and what its cursor holds. */
function textOf({ status, headers, text }: Reply): string {
  const next = /"next":"([\w-]+)/.exec(text)?.[1] ?? ''
  const cursor = Buffer.from(next, 'base64url').toString('latin1')
  // Sums and averages are of what may be seen, and look like nothing of it.
  const body = text.replace(/"m_(?:sum|avg)":"[^"]*"/g, '')
  return [status, JSON.stringify([...headers]), body, cursor].join('\n')
}

/** What the administrator made for somebody is his. */
async function giveAway(ask: Ask, actor: Actor, entity: string, made: object): Promise<void> {
  const { id, rev } = made as { id: string; rev: number }
  const headers = { 'If-Match': `"${rev}"` }
  const body = { owner: actor.userId }
  await ask(actor, 'POST', `${v1}/records/${entity}/${id}/assign`, { body, headers })
}

/** All that is not records: what is refused is as good an answer as what is not. */
async function lookAround(ask: Ask, actor: Actor): Promise<null> {
  const look = (path: string) => ask(actor, 'GET', path).catch(refusedOnly)
  for (const entity of [...Object.keys(fieldsOf), 'leak.row']) {
    const form = await look(`${v1}/runtime/forms/${entity}`)
    if (form?.validator) await look(String(form.validator))
    await look(`${v1}/runtime/views/${entity}`)
    await look(`${v1}/definitions/entity/${entity}`)
  }
  const others = ['runtime/menu', 'openapi.json', 'definitions', 'session', 'roles', 'jobs']
  for (const path of [...others, 'form-drafts', 'drafts', 'releases']) await look(`${v1}/${path}`)
  return null
}

function refusedOnly(error: unknown): null {
  if (error instanceof WireRefusal) return null
  throw error
}
