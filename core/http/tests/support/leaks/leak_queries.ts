/** Lists and sums: not only must nothing be shown, the answer must be that of the oracle, row for row. */
import { fieldsOf } from './leak_definitions.ts'
import type { Stored } from './leak_oracle.ts'
import type { Channel } from './leak_channels.ts'
import type { LeakWorld, Person } from './leak_world.ts'

type Filter = Record<string, unknown>
const paths = ['a_b.b_t1', 'a_b.b_n1', 'a_b.b_z', 'a_b.b_c.c_t1', 'b_c.c_t1', 'b_c.c_t2']
const uncomparable = ['a_rows', 'a_look', 'a_sum']

/** Names an entity may be asked by, its own and those behind its link. */
function names(entity: string): string[] {
  const letter = entity.at(-1)!
  const own = fieldsOf[entity]!.filter((key) => !uncomparable.includes(key))
  return [...own, ...paths.filter((path) => path.startsWith(`${letter}_`))]
}

function randomFilter(world: LeakWorld, entity: string, depth: number): Filter {
  const { random } = world
  if (depth > 0 && random.chance(0.3)) {
    return { any: [randomFilter(world, entity, depth - 1), randomFilter(world, entity, depth - 1)] }
  }
  if (depth > 0 && random.chance(0.15)) return { not: randomFilter(world, entity, depth - 1) }
  const name = random.pick(names(entity))
  return { [name]: randomCondition(world, name) }
}

/** Compares with what is really there, so that a hidden value would be found out by asking. */
function randomCondition(world: LeakWorld, name: string): Filter {
  const { random, oracle } = world
  const field = name.split('.').at(-1)!
  const stored = oracle
    .of(`leak.${field[0]!}`)
    .map((one) => one[field])
    .filter((v) => v != null)
  if (stored.length === 0 || random.chance(0.15)) return { empty: random.chance(0.5) }
  const value = random.pick(stored)
  const isNumber = typeof value === 'number'
  const isLink = field === 'a_b' || field === 'b_c'
  if (isNumber) return { [random.pick(['eq', 'gt', 'lte', 'ne'])]: value }
  if (isLink) return { [random.pick(['eq', 'ne'])]: value }
  return { [random.pick(['eq', 'ne', 'contains', 'startsWith'])]: value }
}

function meets(
  world: LeakWorld,
  who: Person,
  on: { entity: string; record: Stored },
  filter: Filter
): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === 'any') return (condition as Filter[]).some((one) => meets(world, who, on, one))
    if (key === 'not') return !meets(world, who, on, condition as Filter)
    const value = world.oracle.value(who, on.entity, on.record, key)
    const [[operator, operand] = []] = Object.entries(condition as Filter)
    return compare(operator!, value ?? null, operand)
  })
}

function compare(operator: string, value: unknown, operand: unknown): boolean {
  switch (operator) {
    case 'empty':
      return (value === null) === operand
    case 'eq':
      return value === operand
    case 'ne':
      return value !== operand
    case 'gt':
      return value !== null && Number(value) > Number(operand)
    case 'lte':
      return value !== null && Number(value) <= Number(operand)
    case 'contains':
      return typeof value === 'string' && value.includes(String(operand))
    default:
      return typeof value === 'string' && value.startsWith(String(operand))
  }
}

/** Whether every name on a path may be asked by. */
function isAskable({ oracle }: LeakWorld, who: Person, path: string): boolean {
  return path.split('.').every((field) => oracle.askable(who, `leak.${field[0]!}`, field))
}

function namesIn(filter: Filter): string[] {
  return Object.entries(filter).flatMap(([key, inner]) => {
    if (key === 'any') return (inner as Filter[]).flatMap(namesIn)
    return key === 'not' ? namesIn(inner as Filter) : [key]
  })
}

/** Rows of the entity that the person reads and that meet the filter. */
function expected(world: LeakWorld, who: Person, entity: string, filter: Filter): Stored[] {
  const { oracle } = world
  return oracle
    .of(entity)
    .filter((record) => oracle.reads(who, entity, record))
    .filter((record) => meets(world, who, { entity, record }, filter))
}

/** Fails unless the question is refused exactly when it names what may not be asked by. */
async function held<T>(isAllowed: boolean, work: () => Promise<T>): Promise<T> {
  if (isAllowed) return work()
  const answer = await work()
  throw new Error(
    `was answered, though it names a hidden field: ${JSON.stringify(answer).slice(0, 200)}`
  )
}

const list: Channel = (world, who) => {
  const { random, oracle } = world
  const entity = random.pick(Object.keys(fieldsOf))
  const filter = random.chance(0.8) ? randomFilter(world, entity, 2) : {}
  // A link is sorted by a title, which has an order of its own.
  const sort = random.pick(names(entity).filter((key) => key !== 'a_b' && key !== 'b_c'))
  const query = { filter: JSON.stringify(filter), sort, limit: '100', count: 'exact' }
  const isAllowed = [...namesIn(filter), sort].every((path) => isAskable(world, who, path))
  return {
    sent: query,
    answer: () =>
      held(isAllowed, async () => {
        const page = await world.records.list(who.actor, entity, query)
        const rows = expected(world, who, entity, filter)
        same(page.data.map(({ id }) => id).sort(), rows.map(({ id }) => id).sort(), 'rows')
        same(page.page.count, rows.length, 'count')
        const order = page.data.map(({ id }) =>
          oracle.value(who, entity, oracle.records.get(entity)!.get(id)!, sort)
        )
        same(order, [...order].sort(blanksLast), 'order')
        return page
      }),
  }
}

function blanksLast(a: unknown, b: unknown): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'number') return a - Number(b)
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}

/** Guesses a whole hidden value: found only where it may be seen. */
const search: Channel = (world, who) => {
  const { random, oracle } = world
  const entity = random.pick(['leak.a', 'leak.b'])
  const fields = { 'leak.a': ['a_t1', 'a_t2'], 'leak.b': ['b_t1'] }[entity]!
  const record = random.pick(oracle.of(entity))
  const word = String(record[random.pick(fields)] ?? 'none')
  return {
    sent: word,
    answer: async () => {
      const page = await world.records.list(who.actor, entity, { search: word, limit: '100' })
      const rows = expected(world, who, entity, {}).filter((one) =>
        fields.some((field) => String(oracle.value(who, entity, one, field) ?? '').includes(word))
      )
      same(page.data.map(({ id }) => id).sort(), rows.map(({ id }) => id).sort(), 'found')
      return page
    },
  }
}

const aggregate: Channel = (world, who) => {
  const { random, oracle } = world
  const entity = random.pick(['leak.a', 'leak.b'])
  const letter = entity.at(-1)!
  const group = random.pick([`${letter}_z`, `${letter}_t1`, letter === 'a' ? 'a_b.b_z' : 'b_c.c_z'])
  const of = `${letter}_n1`
  const filter = random.chance(0.5) ? randomFilter(world, entity, 1) : {}
  const measures = [
    { do: 'count', as: 'n' },
    ...measured.map((does) => ({ do: does, of, as: `m_${does}` })),
  ]
  // Compared with what is really there: a hidden extreme would be found out by asking.
  const guess = random.pick(oracle.of(entity))[of]
  const having = random.chance(0.5) && guess != null ? { m_max: { gte: guess } } : {}
  const isAllowed = [group, of, ...namesIn(filter)].every((path) => isAskable(world, who, path))
  const body = { groupBy: [group], measures, filter, having, limit: 100 }
  return {
    sent: body,
    answer: () =>
      held(isAllowed, async () => {
        const { data } = await world.records.aggregate(who.actor, entity, body)
        const rows = expected(world, who, entity, filter)
        const groups = Map.groupBy(rows, (one) => oracle.value(who, entity, one, group) ?? null)
        const wanted = [...groups]
          .map(([key, some]) => {
            const numbers = some.flatMap((one) => oracle.value(who, entity, one, of) ?? [])
            return { key, n: some.length, ...measuresOf(numbers.map(Number)) }
          })
          .filter(({ m_max: max }) => !having.m_max || (max !== null && max >= Number(guess)))
        const got = data.map(({ [group]: key, ...told }) => ({ key, ...told }))
        const text = (all: object[]) => all.map((one) => JSON.stringify(one)).sort()
        same(text(got), text(wanted), 'groups')
        // Sums and averages are of what may be seen, and look like nothing of it.
        return data.map(({ m_sum: _, m_avg: __, ...rest }) => rest)
      }),
  }
}

const measured = ['count', 'count_distinct', 'sum', 'avg', 'min', 'max'] as const

function measuresOf(numbers: readonly number[]) {
  const some = numbers.length > 0
  const sum = numbers.reduce((a, b) => a + b, 0)
  return {
    m_count: numbers.length,
    m_count_distinct: new Set(numbers).size,
    m_sum: some ? String(sum) : null,
    m_avg: some ? averageText(sum, numbers.length) : null,
    m_min: some ? Math.min(...numbers) : null,
    m_max: some ? Math.max(...numbers) : null,
  }
}

/** With four digits after the point, half up; none of the numbers is negative. */
function averageText(sum: number, count: number): string {
  const units = Math.floor((sum * 20_000 + count) / (2 * count))
  return `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`
}

function same(got: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)]
  if (a !== b) throw new Error(`${what} differ: got ${a.slice(0, 300)}, wanted ${b.slice(0, 300)}`)
}

export const queries: Readonly<Record<string, Channel>> = { list, search, aggregate }
