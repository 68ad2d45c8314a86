/** Random data over a random application, a few people with random roles, and the oracle beside it. */
import type { Actor } from '#engine/access/index.ts'
import { systemActor } from '#engine/access/index.ts'
import { canaryFields, leakEntities, randomRoles, roleDocument, zones } from './leak_definitions.ts'
import type { LeakRole } from './leak_definitions.ts'
import { god } from './leak_door.ts'
import type { LeakDoor, LeakRecords, OpenDoor } from './leak_door.ts'
import { LeakOracle } from './leak_oracle.ts'
import type { Seer, Stored } from './leak_oracle.ts'
import { Random } from './random.ts'

export interface Person extends Seer {
  readonly actor: Actor
}

const almighty = {
  kind: 'role',
  key: god,
  title: 'god',
  grants: [{ entity: '*', actions: ['*'] }],
}
const population = { 'leak.c': 4, 'leak.b': 8, 'leak.a': 14 } as const

export class LeakWorld {
  readonly door: LeakDoor
  readonly records: LeakRecords
  readonly random: Random
  readonly oracle = new LeakOracle()
  readonly people: readonly Person[]
  /** When somebody could last read a record, by person, entity and id; milliseconds. */
  readonly #reach = new Map<string, number>()
  #made = 0

  private constructor(door: LeakDoor, random: Random, held: readonly LeakRole[][]) {
    this.door = door
    this.records = door.records
    this.random = random
    this.people = door.actors.map((actor, n) => ({
      ...{ actor, userId: actor.userId, roles: held[n]! },
    }))
  }

  /** A world of its own, with records in it. */
  static async open(seed: number, openDoor: OpenDoor): Promise<LeakWorld> {
    const random = new Random(seed)
    const roles = randomRoles(random, 5)
    const held = Array.from({ length: 4 }, () => [
      ...new Set([random.pick(roles), ...random.some(roles, 0.3)]),
    ])
    const door = await openDoor({
      documents: [...leakEntities, almighty, ...roles.map(roleDocument)],
      rolesOf: held.map((some) => some.map(({ key }) => key)),
    })
    const world = new LeakWorld(door, random, held)
    for (const [entity, count] of Object.entries(population)) {
      for (let n = 0; n < count; n++) await world.#populate(entity)
    }
    world.look()
    return world
  }

  /** Notes who can read what just now. */
  look(): void {
    const now = performance.now()
    for (const [entity, all] of this.oracle.records) {
      for (const record of all.values()) {
        for (const who of this.people) {
          if (!this.oracle.reads(who, entity, record)) continue
          this.#reach.set(`${who.userId} ${entity} ${record.id}`, now)
        }
      }
    }
  }

  /** When the person could last read it, in milliseconds ago; Infinity for never. */
  lastRead(who: Person, entity: string, id: string): number {
    const at = this.#reach.get(`${who.userId} ${entity} ${id}`) ?? -Infinity
    return performance.now() - at
  }

  /** A value nobody has seen yet. */
  canary(kind: 'text' | 'number'): string | number {
    const n = ++this.#made
    if (kind === 'number') return 700_000_000 + this.random.below(9_000) * 10_000 + n
    const mark = this.random
      .below(36 ** 3)
      .toString(36)
      .padStart(3, '0')
    return `K${mark}${n.toString(36).padStart(5, '0')}Z`.toUpperCase()
  }

  /** Values for some fields of an entity, new ones throughout. */
  values(entity: string, wanted: (field: string) => boolean): Record<string, unknown> {
    const letter = entity.at(-1)!
    const given: Record<string, unknown> = {}
    for (const [field, kind] of Object.entries(canaryFields)) {
      if (field.startsWith(`${letter}_`) && wanted(field)) given[field] = this.canary(kind)
    }
    if (wanted(`${letter}_z`)) given[`${letter}_z`] = this.random.pick(zones)
    const link = { a: ['a_b', 'leak.b'], b: ['b_c', 'leak.c'] }[letter]
    if (link && wanted(link[0]!)) {
      const target = this.anyId(link[1]!)
      if (target) given[link[0]!] = target
    }
    if (letter === 'a' && wanted('a_rows')) {
      given.a_rows = [{ r_t1: this.canary('text'), r_n1: this.canary('number') }]
    }
    return given
  }

  anyId(entity: string): string | null {
    const ids = this.oracle.of(entity).map(({ id }) => id)
    return ids.length > 0 ? this.random.pick(ids) : null
  }

  /** Tells the oracle what a record is like now, seen by nobody's eyes. */
  async reload(entity: string, id: string): Promise<void> {
    const known = this.oracle.records.get(entity)?.get(id)
    const found = await this.records.get(systemActor, entity, id).catch(() => null)
    if (found) this.oracle.put(entity, flat(found.data))
    else if (known) this.oracle.put(entity, { ...known, deleted_at: 'yes', rev: known.rev + 1 })
  }

  async #populate(entity: string): Promise<void> {
    const owner = { ...this.random.pick(this.people).actor, roles: [god] }
    const values = this.values(entity, () => this.random.chance(0.85))
    const made = await this.records.create(owner, entity, values)
    await this.reload(entity, made.id)
  }
}

function flat(record: Record<string, unknown>): Stored {
  const values = Object.entries(record).map(([key, value]) => {
    const isLink = typeof value === 'object' && value !== null && 'title' in value && 'id' in value
    return [key, isLink ? (value as { id: string }).id : value]
  })
  return Object.fromEntries(values) as Stored
}
