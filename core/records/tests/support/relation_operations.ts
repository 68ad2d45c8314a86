/** Random commands on clubs: links made and cut, moves in a tree, removals, restorations, rows edited. */
import { Refusal } from '#engine/errors.ts'
import { actorWith, writing } from './open_records.ts'
import type { SampleRecords } from './open_records.ts'

export interface Tally {
  done: number
  /** Refusals by code: a busy world refuses much. */
  refused: Map<string, number>
  /** Commands carried out, by kind. */
  carriedOut: Map<string, number>
}

const kinds = ['person', 'group', 'badge', 'note'] as const
type Kind = (typeof kinds)[number]

interface Known {
  id: string
  rev: number
}

/** Records of one kind kept alive at the utmost, so that links meet. */
const population = 40

/**
 * Carries out so many random commands, `lanes` at a time. Refusals are part of the game; any other
 * error is thrown.
 */
export async function runOperations(
  sample: SampleRecords,
  options: { operations: number; seed: number; lanes: number; afterEach?: (done: number) => void }
): Promise<Tally> {
  const world = new World(sample, randomFrom(options.seed))
  const tally: Tally = { done: 0, refused: new Map(), carriedOut: new Map() }
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

function count(of: Map<string, number>, name: string): void {
  of.set(name, (of.get(name) ?? 0) + 1)
}

/** What the commands know of the records: ids as they were made, alive or gone. */
class World {
  readonly #write: ReturnType<typeof writing>
  readonly #sample: SampleRecords
  readonly #random: () => number
  readonly #alive = new Map<Kind, Known[]>(kinds.map((kind) => [kind, []]))
  readonly #gone = new Map<Kind, Known[]>(kinds.map((kind) => [kind, []]))
  #made = 0

  constructor(sample: SampleRecords, random: () => number) {
    this.#sample = sample
    this.#random = random
    this.#write = writing(sample, actorWith(['club.keeper']))
  }

  next(): { name: string; work: () => Promise<unknown> } {
    const kind = this.#pick(kinds)
    const many = this.#alive.get(kind)!.length
    const dice = this.#random()
    if (many < 5 || (dice < 0.25 && many < population)) {
      return { name: `create ${kind}`, work: () => this.#create(kind) }
    }
    const gone = this.#gone.get(kind)!
    if (dice < 0.32 && gone.length > 0) {
      return { name: `restore ${kind}`, work: () => this.#restore(kind, this.#pick(gone)) }
    }
    const known = this.#pick(this.#alive.get(kind)!)
    if (dice > (many >= population ? 0.8 : 0.9)) {
      return { name: `remove ${kind}`, work: () => this.#remove(kind, known) }
    }
    return { name: `change ${kind}`, work: () => this.#change(kind, known) }
  }

  async #create(kind: Kind): Promise<void> {
    const name = `${kind} ${++this.#made}`
    const record = await this.#write.create(`club.${kind}`, { name, ...this.#values(kind) })
    this.#alive.get(kind)!.push({ id: record.id, rev: record.rev })
  }

  async #change(kind: Kind, known: Known): Promise<void> {
    const values = { ...this.#values(kind), ...(kind === 'group' ? await this.#rows(known) : {}) }
    await this.#onCurrent(kind, known, async (current) => {
      known.rev = (await this.#write.patch(`club.${kind}`, current, values)).rev
    })
  }

  async #remove(kind: Kind, known: Known): Promise<void> {
    await this.#onCurrent(kind, known, async (current) => {
      await this.#write.remove(`club.${kind}`, current)
      this.#move(kind, known, this.#alive, this.#gone)
    })
  }

  async #restore(kind: Kind, known: Known): Promise<void> {
    await this.#write.restore(`club.${kind}`, known)
    this.#move(kind, known, this.#gone, this.#alive)
  }

  /** A cascade may have taken or moved it on meanwhile: the present revision is read first. */
  async #onCurrent(
    kind: Kind,
    known: Known,
    work: (current: Known) => Promise<void>
  ): Promise<void> {
    const { database, application } = this.#sample
    const { table } = application.entities.get(`club.${kind}`)!
    const [row] = await database.read.all<{ rev: number | string; deleted_at: string | null }>(
      `SELECT "rev", "deleted_at" FROM "${table}" WHERE "id" = ?`,
      [known.id]
    )
    if (row && row.deleted_at !== null) this.#move(kind, known, this.#alive, this.#gone)
    await work({ id: known.id, rev: Number(row?.rev ?? 1) })
  }

  #move(kind: Kind, known: Known, from: Map<Kind, Known[]>, to: Map<Kind, Known[]>): void {
    const at = from.get(kind)!.indexOf(known)
    if (at === -1) return
    from.get(kind)!.splice(at, 1)
    to.get(kind)!.push(known)
    if (to === this.#gone && to.get(kind)!.length > population) to.get(kind)!.shift()
  }

  #values(kind: Kind): Record<string, unknown> {
    const some = (name: string, value: () => unknown) =>
      this.#random() < 0.4 ? { [name]: value() } : {}
    const any = () => this.#toAny(['person', 'group'])
    switch (kind) {
      case 'person':
        return some('mentor', () => this.#idOf('person'))
      case 'group':
        return {
          ...some('above', () => this.#idOf('group')),
          ...some('leader', () => (this.#random() < 0.5 ? null : this.#idOf('person'))),
          ...some('members', () => this.#idsOf('person')),
          ...some('sponsors', () => (this.#random() < 0.7 ? [] : this.#idsOf('person'))),
        }
      case 'badge':
        return {
          ...some('holder', () => this.#idOf('person')),
          ...some('group', () => this.#idOf('group')),
        }
      case 'note':
        return {
          ...some('about', any),
          ...some('mentions', () => this.#toAny(['person', 'badge'])),
          ...some('kept_for', () => (this.#random() < 0.7 ? null : this.#toAny(['group']))),
          ...some('readers', () => this.#idsOf('person').slice(0, 2)),
        }
    }
  }

  /** Rows of a group: one more, one changed, one taken away. */
  async #rows(known: Known): Promise<Record<string, unknown>> {
    if (this.#random() < 0.5) return {}
    const { database, application } = this.#sample
    const { table } = application.entities.get('club.meeting')!
    const rows = await database.read.all<{ id: string }>(
      `SELECT "id" FROM "${table}" WHERE "parent_id" = ?`,
      [known.id]
    )
    const filled = { host: this.#idOf('person'), guests: this.#idsOf('person') }
    const dice = this.#random()
    if (rows.length === 0 || (dice < 0.4 && rows.length < 4)) {
      return { meetings: [{ name: 'm', ...filled }] }
    }
    const { id } = this.#pick(rows)
    return { meetings: [dice < 0.7 ? { id, ...filled } : { id, $delete: true }] }
  }

  /** Mostly of a living record; now and then of one that is gone, which must be refused. */
  #idOf(kind: Kind): string | null {
    const gone = this.#gone.get(kind)!
    const from = this.#random() < 0.03 && gone.length > 0 ? gone : this.#alive.get(kind)!
    return from.length === 0 || this.#random() < 0.15 ? null : this.#pick(from).id
  }

  #idsOf(kind: Kind): string[] {
    const ids = Array.from({ length: Math.floor(this.#random() * 4) }, () => this.#idOf(kind))
    return [...new Set(ids)].filter((id) => id !== null)
  }

  #toAny(of: readonly Kind[]): object | null {
    const kind = this.#pick(of)
    const id = this.#idOf(kind)
    return id === null ? null : { entity: `club.${kind}`, id }
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
