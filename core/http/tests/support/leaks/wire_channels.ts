/** Questions that only a server answers: messages of a socket, unfinished forms, names that are wrong. */
import { fieldsOf } from './leak_definitions.ts'
import type { Channel } from './leak_channels.ts'
import { WireRefusal } from './leak_door.ts'
import type { WireDoor } from './wire_door.ts'

const entities = Object.keys(fieldsOf)
const draftOf = (entity: string, id: string) => `/api/v1/form-drafts/${entity}/${id}`

/** Presence: who may not read a record hears nothing of it, neither that it is there. */
const open: Channel = (world, who) => {
  const entity = world.random.pick(entities)
  const record = world.random.pick(world.oracle.of(entity))
  const mode = world.random.pick(['view', 'edit'])
  return {
    sent: null,
    async answer() {
      const door = world.door as WireDoor
      const answer = await door.emit(who.actor, 'open', { entity, id: record.id, mode })
      const isOpen = !(answer as { errors?: unknown }).errors
      if (isOpen && !world.oracle.reads(who, entity, record)) throw new Error('opened out of reach')
      await door.emit(who.actor, 'close', { entity, id: record.id })
      return answer
    },
  }
}

/** What somebody typed and did not save is his alone. */
const formDraft: Channel = (world, who) => {
  const entity = world.random.pick(entities)
  const record = world.random.pick(world.oracle.of(entity))
  const id = world.random.chance(0.5) ? record.id : 'new'
  const author = world.random.pick(world.people)
  const values = world.values(entity, () => true)
  return {
    sent: author === who ? values : null,
    async answer() {
      const { ask } = world.door as WireDoor
      const path = draftOf(entity, id)
      world.oracle.keepSecret(JSON.stringify(values), author.userId)
      await ask(author.actor, 'PUT', path, { body: { title: 't', values } }).catch(refusedOnly)
      const found = await ask(who.actor, 'GET', path).catch(refusedOnly)
      await ask(who.actor, 'GET', '/api/v1/form-drafts')
      await ask(author.actor, 'DELETE', path).catch(refusedOnly)
      return found
    },
  }
}

/** Suggestions for a wrong name come from the names one may know. */
const wrongNames: Channel = (world, who) => {
  const entity = world.random.pick(entities)
  const letter = entity.at(-1)!
  const wrong = world.random.pick([
    `${letter}_t0`,
    `${letter}_x`,
    `${letter}_b.b_t9`,
    `${letter}t1`,
  ])
  const asked: Record<string, string>[] = [
    { fields: wrong },
    { sort: wrong },
    { filter: JSON.stringify({ [wrong]: 1 }) },
    { filter: JSON.stringify({ [`${letter}_z`]: { nothing: 1 } }) },
  ]
  const query = new URLSearchParams(world.random.pick(asked))
  const language = world.random.pick(['zh-CN', 'en'])
  return {
    sent: [...query],
    answer: () =>
      (world.door as WireDoor).ask(who.actor, 'GET', `/api/v1/records/${entity}?${query}`, {
        headers: { 'Accept-Language': language },
      }),
  }
}

function refusedOnly(error: unknown): null {
  if (error instanceof WireRefusal) return null
  throw error
}

export const wireChannels: Readonly<Record<string, Channel>> = { open, formDraft, wrongNames }
