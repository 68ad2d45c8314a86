/** A random application: three entities in a row, a sub-table, and roles that each see something else. */
import type { Random } from './random.ts'

export interface Grant {
  entity: string
  actions: string[]
  rows?: Rows
  fields?: { only?: string[]; deny?: string[]; mask?: string[]; readonly?: string[] }
}
/** What row scopes of these roles may say; the oracle reads it on its own. */
export type Rows = { [key: string]: unknown }

export interface LeakRole {
  key: string
  grants: Grant[]
}

export const zones = ['north', 'south', 'west'] as const

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const number = (title: string) => ({ type: 'integer', title })
const link = (to: string) => ({ 'title': to, 'x-type': 'relation', 'x-relation': { to } })

/** Fields by entity, in the order they are declared; the sub-table `leak.row` hangs at `a_rows`. */
export const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  'leak.a': ['a_t1', 'a_t2', 'a_t3', 'a_n1', 'a_z', 'a_b', 'a_look', 'a_sum', 'a_rows'],
  'leak.b': ['b_t1', 'b_t2', 'b_n1', 'b_z', 'b_c'],
  'leak.c': ['c_t1', 'c_t2', 'c_z'],
}
/** Fields that hold a canary of their own, and how it looks. */
export const canaryFields: Readonly<Record<string, 'text' | 'number'>> = {
  ...{ a_t1: 'text', a_t2: 'text', a_t3: 'text', a_n1: 'number', b_t1: 'text', b_t2: 'text' },
  ...{ b_n1: 'number', c_t1: 'text', c_t2: 'text', r_t1: 'text', r_n1: 'number' },
}

const entity = (key: string, titleField: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key, title: key, titleField, schema: { type: 'object', properties } },
  ...more,
})

export const leakEntities: readonly object[] = [
  entity('leak.a', 'a_t1', {
    a_t1: text('一', { 'x-search': true }),
    a_t2: text('二', { 'x-search': true }),
    a_t3: text('三', { 'x-mask': 'last4' }),
    a_n1: number('数'),
    a_z: text('区'),
    a_b: link('leak.b'),
    a_look: { 'title': '查', 'x-type': 'lookup', 'x-lookup': 'a_b.b_t2' },
    a_sum: {
      'type': 'string',
      'title': '算',
      'x-type': 'formula',
      'x-formula': '=a_t2 & "!"',
      'x-result': 'text',
    },
    a_rows: { 'type': 'array', 'title': '行', 'x-type': 'children', 'x-entity': 'leak.row' },
  }),
  entity('leak.row', 'r_t1', { r_t1: text('行一'), r_n1: number('行数') }, { parent: 'leak.a' }),
  entity('leak.b', 'b_t1', {
    ...{ b_t1: text('乙一', { 'x-search': true }), b_t2: text('乙二'), b_n1: number('乙数') },
    ...{ b_z: text('乙区'), b_c: link('leak.c') },
  }),
  entity('leak.c', 'c_t1', { c_t1: text('丙一'), c_t2: text('丙二'), c_z: text('丙区') }),
]

const actions = ['create', 'update', 'delete', 'restore', 'assign', 'reveal', 'share']

/** Roles with random grants; every one reads something. */
export function randomRoles(random: Random, count: number): LeakRole[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `leak.role${n}`,
    grants: Array.from({ length: 1 + random.below(4) }, () => randomGrant(random)),
  }))
}

function randomGrant(random: Random): Grant {
  const entity = random.pick(Object.keys(fieldsOf))
  const fields = randomFields(random, fieldsOf[entity]!)
  const rows = randomRows(random, entity)
  return {
    ...{ entity, actions: ['read', ...random.some(actions, 0.4)] },
    ...(rows ? { rows } : {}),
    ...(fields ? { fields } : {}),
  }
}

function randomFields(random: Random, all: readonly string[]): Grant['fields'] | null {
  const dice = random.next()
  if (dice < 0.25) return null
  if (dice < 0.5) return { only: [random.pick(all), ...random.some(all)].filter(unlike) }
  const maskable = all.filter((key) => key in canaryFields)
  if (dice < 0.75) return { deny: random.some(all, 0.4) }
  return { mask: random.some(maskable, 0.5), deny: random.some(all, 0.2) }
}

function unlike(one: string, index: number, list: readonly string[]): boolean {
  return list.indexOf(one) === index
}

function randomRows(random: Random, entity: string): Rows | null {
  const letter = entity.at(-1)!
  const zone = () => ({ [`${letter}_z`]: random.pick(zones) })
  const ways: (() => Rows | null)[] = [
    () => null,
    zone,
    () => ({ owner_id: '$me' }),
    () => ({ any: [zone(), { owner_id: '$me' }] }),
    () => ({ not: zone() }),
    () => ({ [`${letter}_z`]: { in: [random.pick(zones), random.pick(zones)] } }),
  ]
  if (letter === 'a') ways.push(() => ({ 'a_b.b_z': random.pick(zones) }))
  if (letter === 'b') ways.push(() => ({ 'b_c.c_z': random.pick(zones) }))
  return random.pick(ways)()
}

export function roleDocument({ key, grants }: LeakRole): object {
  return { kind: 'role', key, title: key, grants }
}
