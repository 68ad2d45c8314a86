import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { CompiledReader, FieldOf } from '#engine/compile/dependents/compiled_dependents.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { StaleRecords } from '../stale/marks.ts'
import { rootsOf } from './backtrack.ts'
import type { Effect, Note } from './contributions.ts'
import type { Pending, RowEffect } from './recompute.ts'

interface PendingRoot {
  rank: number
  readonly effects: Map<string, RowEffect>
}

interface NotedRow {
  rank: number
  readonly effects: Map<string, { field: FieldOf['field']; effect: Effect }>
}

/** Records that may depend on one change of a command and still be computed with it. */
const fanOut = 200
/** A mark and its job cost about as much as computing so many records. */
const worthOfMark = 10

/** Records that have to be computed again, with what is known of why. */
export class PendingRecords {
  readonly #application: CompiledApplication
  readonly #changes: number
  /** By entity and id of the row, before it is known which record it belongs to. */
  readonly #noted = new Map<string, Map<string, NotedRow>>()
  readonly #roots = new Map<string, Map<string, PendingRoot>>()
  #stale: StaleRecords[] = []

  /** @param changes how many records the command itself wrote */
  constructor(application: CompiledApplication, changes = 1) {
    this.#application = application
    this.#changes = changes
  }

  /** How many records that depend on so many others are computed at once; more are left to a job. */
  most(others: number): number {
    return Math.max(fanOut * this.#changes, worthOfMark * others)
  }

  /** Too many to be computed now. */
  noteStale(stale: StaleRecords): void {
    this.#stale.push(stale)
  }

  takeStale(): StaleRecords[] {
    const stale = this.#stale
    this.#stale = []
    return stale
  }

  /** What becomes of a rollup of one row. */
  readonly note: Note = ({ entity, field }, id, change) => {
    const row = this.#row(entity, id, this.#rankOf(entity, field.key))
    const known = row.effects.get(field.key) ?? {
      field,
      effect: { whole: false, removed: [], added: [] },
    }
    change(known.effect)
    row.effects.set(field.key, known)
  }

  /** Rows found to read what changed: their formulas, and rollups as a whole. */
  noteFields(reader: CompiledReader, fields: readonly FieldOf[], ids: readonly string[]): void {
    const { from, kind } = reader.hops[0]!
    for (const of of fields) {
      const isGathered = kind === 'back' && of.field.rollup !== null
      for (const id of ids) {
        if (isGathered) this.note(of, id, (effect) => void (effect.whole = true))
        else this.#row(from, id, this.#rankOf(of.entity, of.field.key))
      }
    }
  }

  /** Records as a whole: every rollup read again, every formula computed. */
  noteWhole(entity: string, rows: readonly { of: string; id: string }[]): void {
    for (const { of, id } of rows) {
      for (const field of this.#application.entities.get(of)!.stored) {
        if (field.rollup === null || field.rollup.rows !== null) continue
        this.note({ entity: of, field }, id, (effect) => void (effect.whole = true))
      }
      if (of === entity) this.#row(of, id, 0)
    }
  }

  /** Finds the record of every row that was noted. */
  async resolveRoots(t: Pick<Transaction, 'all' | 'dialect'>): Promise<void> {
    for (const [key, rows] of this.#noted) {
      const roots = await rootsOf(t, this.#application, key, [...rows.keys()])
      for (const [row, { rank, effects }] of rows) {
        const id = roots.ids.get(row)
        if (id === undefined) continue
        const root = this.#root(roots.entity, id, rank)
        for (const [name, { field, effect }] of effects) {
          const place = `${row} ${name}`
          const known = root.effects.get(place)
          if (known) merge(known.effect, effect)
          else root.effects.set(place, { entity: key, row, field, effect })
        }
      }
    }
    this.#noted.clear()
  }

  /** The records that come first in the order of dependency; null when none is left. */
  take(): { entity: string; records: Pending } | null {
    let first: { entity: string; rank: number } | null = null
    for (const [entity, roots] of this.#roots) {
      for (const { rank } of roots.values()) {
        if (first === null || rank < first.rank) first = { entity, rank }
      }
    }
    if (first === null) return null
    const roots = this.#roots.get(first.entity)!
    const records = new Map<string, readonly RowEffect[]>()
    for (const [id, { rank, effects }] of roots) {
      if (rank !== first.rank) continue
      records.set(id, [...effects.values()])
      roots.delete(id)
    }
    return { entity: first.entity, records }
  }

  #rankOf(entity: string, field: string): number {
    return this.#application.dependents.ranks.get(`${entity}#${field}`) ?? 0
  }

  #row(entity: string, id: string, rank: number): NotedRow {
    const rows = this.#noted.get(entity) ?? new Map<string, NotedRow>()
    this.#noted.set(entity, rows)
    const row = rows.get(id) ?? { rank, effects: new Map() }
    row.rank = Math.min(row.rank, rank)
    rows.set(id, row)
    return row
  }

  #root(entity: string, id: string, rank: number): PendingRoot {
    const roots = this.#roots.get(entity) ?? new Map<string, PendingRoot>()
    this.#roots.set(entity, roots)
    const root = roots.get(id) ?? { rank, effects: new Map() }
    root.rank = Math.min(root.rank, rank)
    roots.set(id, root)
    return root
  }
}

function merge(into: Effect, more: Effect): void {
  into.whole ||= more.whole
  into.removed.push(...more.removed)
  into.added.push(...more.added)
}
