/** Random data over a random application, a few people with random roles, and the oracle beside it. */
import type { Actor } from '#engine/access/index.ts'
import { systemActor } from '#engine/access/index.ts'
import { createPreferences } from '#core/preferences/index.ts'
import { createRecords } from '#core/records/index.ts'
import { actorWith, openRecords } from '../../../../records/tests/support/open_records.ts'
import type { SampleRecords } from '../../../../records/tests/support/open_records.ts'
import { canaryFields, leakEntities, randomRoles, roleDocument, zones } from './leak_definitions.ts'
import type { LeakRole } from './leak_definitions.ts'
import { LeakOracle } from './leak_oracle.ts'
import type { Seer, Stored } from './leak_oracle.ts'
import { Random } from './random.ts'

export interface Person extends Seer {
  readonly actor: Actor
}

const god = {
  kind: 'role',
  key: 'leak.god',
  title: 'god',
  grants: [{ entity: '*', actions: ['*'] }],
}
const population = { 'leak.c': 4, 'leak.b': 8, 'leak.a': 14 } as const

export class LeakWorld {
  readonly sample: SampleRecords
  readonly records: ReturnType<typeof createRecords>
  readonly random: Random
  readonly roles: readonly LeakRole[]
  readonly oracle = new LeakOracle()
  readonly people: Person[] = []
  #made = 0
  #seconds = 0

  private constructor(sample: SampleRecords, random: Random, roles: readonly LeakRole[]) {
    this.sample = sample
    this.records = createRecords(sample.environment)
    this.random = random
    this.roles = roles
  }

  /** A world of its own, with records in it. */
  static async open(seed: number): Promise<LeakWorld> {
    const random = new Random(seed)
    const roles = randomRoles(random, 5)
    const sample = await openRecords(...leakEntities, god, ...roles.map(roleDocument))
    const world = new LeakWorld(sample, random, roles)
    for (let n = 0; n < 4; n++) {
      const held = [random.pick(roles), ...random.some(roles, 0.3)]
      const actor = actorWith([...new Set(held.map(({ key }) => key))])
      world.people.push({ actor, userId: actor.userId, roles: [...new Set(held)] })
    }
    for (const [entity, count] of Object.entries(population)) {
      for (let n = 0; n < count; n++) await world.#populate(entity)
    }
    return world
  }

  /** A second later: every question has an instant of its own. */
  tick(): void {
    this.#seconds++
    this.sample.at(instant(this.#seconds))
  }

  /** An instant between the beginning and now. */
  earlier(): string {
    return instant(this.random.below(this.#seconds + 1))
  }

  preferences() {
    const { environment } = this.sample
    return createPreferences({ ...environment, records: this.records })
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
    const owner = { ...this.random.pick(this.people).actor, roles: ['leak.god'] }
    const values = this.values(entity, () => this.random.chance(0.85))
    const made = await this.records.create(owner, entity, values)
    await this.reload(entity, made.id)
  }
}

function instant(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 22, 2, 0, seconds)).toISOString()
}

function flat(record: Record<string, unknown>): Stored {
  const values = Object.entries(record).map(([key, value]) => {
    const isLink = typeof value === 'object' && value !== null && 'title' in value && 'id' in value
    return [key, isLink ? (value as { id: string }).id : value]
  })
  return Object.fromEntries(values) as Stored
}
