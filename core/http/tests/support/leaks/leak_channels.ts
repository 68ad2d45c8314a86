/** Every way in which the server answers somebody: a random question to each, and what must hold. */
import { canaryFields, fieldsOf } from './leak_definitions.ts'
import type { Stored } from './leak_oracle.ts'
import type { LeakWorld, Person } from './leak_world.ts'

/** A question: what was sent, as text, and the work that answers it. */
export interface Question {
  readonly sent: unknown
  /** Records whose stored state may be another afterwards. */
  readonly touches?: readonly { entity: string; id: string }[]
  /** Throws when the answer is not what the oracle expects. */
  answer(): Promise<unknown>
}

export type Channel = (world: LeakWorld, who: Person) => Question

const entities = Object.keys(fieldsOf)

function known(world: LeakWorld, entity: string): Stored | null {
  const all = world.oracle.of(entity)
  return all.length > 0 ? world.random.pick(all) : null
}

/** A record of some entity, and a question about it. */
function about(ask: (world: LeakWorld, who: Person, on: On) => Question): Channel {
  return (world, who) => {
    const entity = world.random.pick(entities)
    return ask(world, who, { entity, record: known(world, entity)! })
  }
}

interface On {
  entity: string
  record: Stored
}

const get = about(({ records }, { actor }, { entity, record }) => ({
  sent: [entity, record.id],
  answer: () => records.get(actor, entity, record.id),
}))

const getFields = about(({ records, random }, { actor }, { entity, record }) => {
  const paths = ['a_b.b_t1', 'a_b.b_t2', 'a_b.b_c.c_t1', 'a_b.b_c.c_t2', 'b_c.c_t2', 'a_look']
  const fields = random.some([...fieldsOf[entity]!, ...paths], 0.2).join(',') || 'id'
  return { sent: fields, answer: () => records.get(actor, entity, record.id, { fields }) }
})

const history = about(({ records }, { actor }, { entity, record }) => ({
  sent: [entity, record.id],
  answer: () => records.history(actor, entity, record.id),
}))

/** What was written earlier is no less hidden than what is there now. */
const asOf = about((world, { actor }, { entity, record }) => {
  const query = { asOf: world.door.earlier(world.random) }
  return {
    sent: [entity, record.id],
    answer: () => world.records.asOf(actor, entity, record.id, query),
  }
})

const explain = about(({ records, random }, { actor }, { entity, record }) => {
  const field = random.chance(0.6) ? random.pick(fieldsOf[entity]!) : null
  const actions = field ? ['read', 'update', 'reveal'] : ['read', 'delete', 'assign', 'share']
  const query = { action: random.pick(actions), ...(field ? { field } : {}) }
  const asked = { query, language: random.pick(['zh-CN', 'en'] as const) }
  return { sent: query, answer: () => records.explain(actor, entity, record.id, asked) }
})

const create = about((world, { actor }, { entity }) => {
  const values = world.values(entity, () => world.random.chance(0.4))
  const touches: { entity: string; id: string }[] = []
  const answer = async () => {
    const made = await world.records.create(actor, entity, values)
    touches.push({ entity, id: made.id })
    return made
  }
  return { sent: values, touches, answer }
})

/** A form that is not saved, of a new record or of one that is changed. */
const derive = about((world, { actor }, { entity, record }) => {
  const values = world.values(entity, () => world.random.chance(0.3))
  const id = world.random.chance(0.6) ? record.id : null
  return {
    sent: values,
    answer: () => world.records.derive(actor, { entity, values, id, form: null }),
  }
})

/** On the present revision or an earlier one, whose conflict is told with a difference. */
const patch = about((world, { actor }, { entity, record }) => {
  const values = world.values(entity, () => world.random.chance(0.3))
  const rev = Math.max(1, record.rev - world.random.below(3))
  return {
    ...{ sent: values, touches: [{ entity, id: record.id }] },
    answer: () => world.records.patch(actor, entity, record.id, values, { rev }),
  }
})

/** As somebody who may everything, so that there is something to conflict with and to look back on. */
const change = about((world, _who, { entity, record }) => {
  const actor = { ...world.random.pick(world.people).actor, roles: ['leak.god'] }
  const values = world.values(entity, () => world.random.chance(0.5))
  return {
    ...{ sent: values, touches: [{ entity, id: record.id }] },
    answer: async () => {
      await world.records.patch(actor, entity, record.id, values, { rev: record.rev })
      return null
    },
  }
})

const bulk = about((world, { actor }, { entity, record }) => {
  const values = () => world.values(entity, () => world.random.chance(0.3))
  const operations = [
    { op: 'update', id: record.id, rev: record.rev, values: values() },
    { op: 'assign', id: record.id, rev: record.rev, values: { owner: actor.userId } },
  ]
  const atomic = world.random.chance(0.5)
  return {
    ...{ sent: operations, touches: [{ entity, id: record.id }] },
    answer: () => world.records.bulk(actor, entity, { operations, atomic }),
  }
})

/** Only records nothing points to are removed: the others are what scopes look through. */
const remove: Channel = (world, { actor }) => {
  const record = known(world, 'leak.a')!
  const on = { entity: 'leak.a', id: record.id }
  return {
    ...{ sent: on, touches: [on] },
    answer: async () => {
      const told = await world.records.removal(actor, 'leak.a', record.id)
      await world.records.remove(actor, 'leak.a', record.id, { rev: record.rev })
      return told
    },
  }
}

const restore: Channel = (world, { actor }) => {
  const gone = world.oracle.of('leak.a').filter((one) => one.deleted_at)
  const record = gone.length > 0 ? world.random.pick(gone) : known(world, 'leak.a')!
  const on = { entity: 'leak.a', id: record.id }
  return {
    ...{ sent: on, touches: [on] },
    answer: () => world.records.restore(actor, 'leak.a', record.id),
  }
}

/** What a grant of `reveal` gives is no leak; all else is. */
const reveal: Channel = (world, who) => {
  const entity = world.random.pick(entities)
  const record = known(world, entity)!
  const fields = world.random.some(Object.keys(canaryFields), 0.15)
  const request = { entity, id: record.id, fields, reason: 'fuzz', requestId: null }
  return {
    sent: fields,
    answer: async () => {
      const shown = await world.records.reveal(who.actor, request)
      const unearned = Object.keys(shown).filter(
        (field) => !mayReveal(world, who, { entity, record }, field)
      )
      if (unearned.length > 0) throw new Error(`revealed without a grant: ${unearned.join(', ')}`)
      return world.records.reveals(who.actor, entity, record.id)
    },
  }
}

function mayReveal({ oracle }: LeakWorld, who: Person, on: On, field: string): boolean {
  const { entity, record } = on
  const withAction = who.roles.map((role) => ({
    ...role,
    grants: role.grants
      .filter((grant) => grant.actions.includes('reveal'))
      .map(({ fields, ...grant }) => ({ ...grant, fields: { ...fields, mask: [] } })),
  }))
  const reads = oracle.reads(who, entity, record)
  return reads && oracle.sees({ ...who, roles: withAction }, entity, record, field)
}

const definitions: Channel = (world, { actor }) => ({
  sent: null,
  answer: () => world.door.definitions(actor),
})

const savedViews = about((world, { actor }, { entity }) => {
  const columns = world.random.some(fieldsOf[entity]!, 0.3).map((path) => ({ path }))
  const config = { columns, sort: world.random.pick(fieldsOf[entity]!) }
  const author = { ...actor, roles: ['leak.god'] }
  return {
    sent: null,
    answer: async () => {
      await world.door.shareView(author, entity, config).catch(() => null)
      return world.door.views(actor, entity)
    },
  }
})

/** Who hears of a change may read the record; who could until then hears that it is gone. */
const realtime = about((world, who, { entity }) => {
  const field = world.random.pick(fieldsOf[entity]!)
  const filter = world.random.chance(0.3) ? { [field]: { empty: false } } : undefined
  return {
    sent: filter,
    answer: async () => {
      const notices = await world.door.notices(who.actor, entity, filter)
      const unearned = notices.filter(({ id, gone }) => {
        const record = world.oracle.records.get(entity)?.get(id)
        const isNear = record && world.oracle.reads(who, entity, record)
        return !gone && !isNear && world.lastRead(who, entity, id) > world.door.tellingTime
      })
      if (unearned.length > 0) throw new Error(`told of records out of reach: ${unearned[0]!.id}`)
      return notices
    },
  }
})

const recycleBin: Channel = (world, { actor }) => ({
  sent: null,
  answer: () => world.records.list(actor, 'leak.a', { deleted: 'true', limit: '100' }),
})

/** Beside lists and sums, which are asked in leak_queries.ts. */
export const channels: Readonly<Record<string, Channel>> = {
  ...{
    get,
    getFields,
    history,
    asOf,
    explain,
    derive,
    create,
    patch,
    change,
    bulk,
    remove,
    restore,
  },
  ...{ reveal, definitions, savedViews, realtime, recycleBin },
}
