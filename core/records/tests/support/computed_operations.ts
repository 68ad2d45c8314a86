/** Random commands on a workshop: everything that stored formulas and rollups have to follow. */
import { Refusal } from '#engine/errors.ts'
import { systemActor } from '#engine/access/index.ts'
import { createRecords } from '../../create_records.ts'
import { computedEntities, driftIn } from '../../computed/whole/check_drift.ts'
import { openContext } from '../../write/write_context.ts'
import { actorWith, writing } from './open_records.ts'
import type { SampleRecords } from './open_records.ts'

const kinds = ['region', 'client', 'job', 'task', 'remark'] as const
type Kind = (typeof kinds)[number]

export interface ComputedTally {
  done: number
  carriedOut: Map<string, number>
  refused: Map<string, number>
}

/** Records of one kind alive at the utmost: few, so that much hangs on each. */
const population = 25

/** Carries out so many random commands, `lanes` at a time; refusals are part of the game. */
export async function runComputedOperations(
  sample: SampleRecords,
  options: { operations: number; seed: number; lanes: number; afterEach?: (done: number) => void }
): Promise<ComputedTally> {
  const world = new Workshop(sample, randomFrom(options.seed))
  const tally: ComputedTally = { done: 0, carriedOut: new Map(), refused: new Map() }
  const count = (of: Map<string, number>, name: string) => of.set(name, (of.get(name) ?? 0) + 1)
  const lane = async () => {
    while (tally.done < options.operations) {
      tally.done++
      options.afterEach?.(tally.done)
      const { name, work } = world.next()
      try {
        await work()
        count(tally.carriedOut, name)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        count(tally.refused, error.faults[0]!.code)
      }
    }
  }
  await Promise.all(Array.from({ length: options.lanes }, lane))
  return tally
}

/** Every record whose stored values are not what a full recompute gives, `entity id: fields`. */
export async function driftOf(sample: SampleRecords): Promise<string[]> {
  const { database, environment, application } = sample
  return database.tx(async (t) => {
    const found: string[] = []
    for (const entity of computedEntities({ application })) {
      const context = openContext(environment, application, t, systemActor)
      const rows = await t.all<{ id: string }>(`SELECT "id" AS id FROM "${entity.table}"`)
      const ids = rows.map(({ id }) => id)
      for (const { id, fields } of await driftIn(context, entity, ids, false)) {
        found.push(`${entity.key} ${id}: ${fields.join()}`)
      }
    }
    return found
  })
}

class Workshop {
  readonly #write: ReturnType<typeof writing>
  readonly #sample: SampleRecords
  readonly #random: () => number
  readonly #alive = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]))
  readonly #gone = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]))
  readonly #boss = actorWith(['shop.boss'])

  constructor(sample: SampleRecords, random: () => number) {
    this.#sample = sample
    this.#random = random
    this.#write = writing(sample, this.#boss)
  }

  next(): { name: string; work: () => Promise<unknown> } {
    const kind = this.#random() < 0.5 ? 'job' : this.#pick(kinds)
    const alive = this.#alive.get(kind)!
    const gone = this.#gone.get(kind)!
    const dice = this.#random()
    if (alive.length < 4 || (dice < 0.2 && alive.length < population)) {
      return { name: `create ${kind}`, work: () => this.#create(kind) }
    }
    if (dice < 0.26 && gone.length > 0) {
      return { name: `restore ${kind}`, work: () => this.#restore(kind, this.#pick(gone)) }
    }
    const id = this.#pick(alive)
    if (dice > 0.9) return { name: `remove ${kind}`, work: () => this.#remove(kind, id) }
    if (dice > 0.8 && kind === 'job') {
      return { name: 'transition job', work: () => this.#transition(id) }
    }
    if (dice > 0.76) return { name: `bulk ${kind}`, work: () => this.#bulk(kind) }
    return { name: `change ${kind}`, work: () => this.#change(kind, id) }
  }

  async #create(kind: Kind): Promise<void> {
    const made = await this.#write.create(`shop.${kind}`, this.#values(kind, true))
    this.#alive.get(kind)!.push(made.id)
  }

  async #change(kind: Kind, id: string): Promise<void> {
    const rows = kind === 'job' ? await this.#rows(id) : {}
    const rev = await this.#revOf(kind, id)
    await this.#write.patch(`shop.${kind}`, { id, rev }, { ...this.#values(kind, false), ...rows })
  }

  async #remove(kind: Kind, id: string): Promise<void> {
    await this.#write.remove(`shop.${kind}`, { id, rev: await this.#revOf(kind, id) })
    this.#move(kind, id, this.#alive, this.#gone)
  }

  async #restore(kind: Kind, id: string): Promise<void> {
    await this.#write.restore(`shop.${kind}`, { id })
    this.#move(kind, id, this.#gone, this.#alive)
  }

  /** Mostly one that starts from where the job is: others are refused. */
  async #transition(id: string): Promise<void> {
    const { table, fields } = this.#sample.application.entities.get('shop.job')!
    const [row] = await this.#sample.database.read.all<{ state: string }>(
      `SELECT "${fields.get('state')!.column!}" AS state FROM "${table}" WHERE "id" = ?`,
      [id]
    )
    const fitting = { open: 'begin', doing: 'end', done: 'again' }[row?.state ?? ''] ?? 'begin'
    const chosen = this.#random() < 0.8 ? fitting : this.#pick(['begin', 'end', 'again'])
    await this.#write.transition('shop.job', { id }, chosen)
  }

  async #bulk(kind: Kind): Promise<void> {
    const records = createRecords(this.#sample.environment)
    const id = this.#pick(this.#alive.get(kind)!)
    const operations = [
      { op: 'create', values: this.#values(kind, true) },
      { op: 'update', id, rev: await this.#revOf(kind, id), values: this.#values(kind, false) },
    ]
    const atomic = this.#random() < 0.5
    const results = await records.bulk(this.#boss, `shop.${kind}`, { operations, atomic })
    const made = results[0]!
    if ('data' in made) this.#alive.get(kind)!.push(String(made.data.id))
  }

  #move(kind: Kind, id: string, from: Map<Kind, string[]>, to: Map<Kind, string[]>): void {
    const at = from.get(kind)!.indexOf(id)
    if (at === -1) return
    from.get(kind)!.splice(at, 1)
    to.get(kind)!.push(id)
    if (to === this.#gone && to.get(kind)!.length > population) to.get(kind)!.shift()
  }

  /** A cascade may have taken it meanwhile. */
  async #revOf(kind: Kind, id: string): Promise<number> {
    const { table } = this.#sample.application.entities.get(`shop.${kind}`)!
    const [row] = await this.#sample.database.read.all<{ rev: number; gone: unknown }>(
      `SELECT "rev" AS rev, "deleted_at" AS gone FROM "${table}" WHERE "id" = ?`,
      [id]
    )
    if (row && row.gone !== null) this.#move(kind, id, this.#alive, this.#gone)
    return Number(row?.rev ?? 1)
  }

  #values(kind: Kind, isNew: boolean): Record<string, unknown> {
    const some = (name: string, value: () => unknown) =>
      isNew || this.#random() < 0.35 ? { [name]: value() } : {}
    const number = (most: number) => Math.floor(this.#random() * most)
    const amount = () => `${number(2_000) - 500}.${String(number(100)).padStart(2, '0')}`
    const name = () => this.#pick(['near', 'far', 'far off', 'here', null])
    switch (kind) {
      case 'region':
        return { ...some('name', name), ...some('rate', () => `0.${number(90) + 10}`) }
      case 'client':
        return { ...some('name', name), ...some('region', () => this.#idOf('region')) }
      case 'job':
        return {
          ...some('client', () => this.#idOf('client')),
          ...some('place', () => this.#idOf('region')),
          ...some('helpers', () => this.#idsOf('client')),
          ...some('code', () => this.#pick(['a', 'b', 'c', '丁', null])),
          ...some('on', () => this.#pick(['2026-01-01', '2026-05-05', '2025-12-31', null])),
          ...some('paid', () => this.#random() < 0.6),
          ...some('extra', () => this.#pick([amount(), null])),
        }
      case 'task':
        return {
          ...some('own', () => number(50)),
          ...some('above', () => this.#idOf('task')),
          ...some('clients', () => this.#idsOf('client')),
        }
      case 'remark':
        return {
          ...some('about', () => {
            const of = this.#pick(['task', 'region'] as const)
            const id = this.#idOf(of)
            return id === null ? null : { entity: `shop.${of}`, id }
          }),
        }
    }
  }

  /** Rows of a job: one more, one changed, one taken away. */
  async #rows(id: string): Promise<Record<string, unknown>> {
    if (this.#random() < 0.4) return {}
    const { table } = this.#sample.application.entities.get('shop.part')!
    const rows = await this.#sample.database.read.all<{ id: string }>(
      `SELECT "id" AS id FROM "${table}" WHERE "parent_id" = ?`,
      [id]
    )
    const filled = {
      count: Math.floor(this.#random() * 5),
      price: this.#pick(['1.25', '100.00', '250.50', null]),
      for_client: this.#idOf('client'),
    }
    if (rows.length === 0 || (this.#random() < 0.4 && rows.length < 4)) return { parts: [filled] }
    const row = this.#pick(rows).id
    return { parts: [this.#random() < 0.6 ? { id: row, ...filled } : { id: row, $delete: true }] }
  }

  #idOf(kind: Kind): string | null {
    const alive = this.#alive.get(kind)!
    return alive.length === 0 || this.#random() < 0.2 ? null : this.#pick(alive)
  }

  #idsOf(kind: Kind): string[] {
    const ids = Array.from({ length: Math.floor(this.#random() * 3) }, () => this.#idOf(kind))
    return [...new Set(ids)].filter((id) => id !== null)
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
