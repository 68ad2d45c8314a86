import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import type { Transaction } from '#core/storage/index.ts'
import { loadLinks } from './link_lists.ts'
import { loadChildren, loadRows } from './load_rows.ts'

/**
 * The records that formulas, checks, guards and row scopes reach through relations. Those are pure
 * and cannot read the database, and what they will ask for depends on what they find; so a step
 * runs, what it missed is loaded (one statement an entity), and it runs again until nothing is
 * missing.
 */
export class RelatedRecords {
  readonly #t: Transaction
  readonly #entityOf: (key: string) => CompiledEntity
  /** null: asked for and not there. */
  readonly #known = new Map<string, Values | null>()
  readonly #rows = new Map<string, Values[]>()
  readonly #missing = new Map<string, Set<string>>()
  readonly #missingRows = new Map<CompiledField, Set<string>>()
  readonly #links = new Map<string, readonly string[]>()
  readonly #missingLinks = new Map<CompiledField, Set<string>>()

  constructor(t: Transaction, entityOf: (key: string) => CompiledEntity) {
    this.#t = t
    this.#entityOf = entityOf
  }

  /** The record, or null when there is none or it is not loaded yet: `gather` sees to the latter. */
  find(entity: string, id: string): Values | null {
    const known = this.#known.get(`${entity} ${id}`)
    if (known === undefined) note(this.#missing, entity, id)
    return known ?? null
  }

  /** Keeps a record that was read for another reason. */
  remember(entity: CompiledEntity, record: Values): void {
    this.#known.set(`${entity.key} ${record.id}`, this.#withLazyChildren(entity, record))
  }

  /** Keeps that a record which was looked for is not there. */
  rememberMissing(entity: CompiledEntity, id: string): void {
    const key = `${entity.key} ${id}`
    if (!this.#known.has(key)) this.#known.set(key, null)
  }

  /** The answer of a pure step, once every record it asked for is there. */
  async gather<T>(step: () => T): Promise<T> {
    for (;;) {
      this.#missing.clear()
      this.#missingRows.clear()
      this.#missingLinks.clear()
      const outcome = attempt(step)
      if (this.#missing.size + this.#missingRows.size + this.#missingLinks.size === 0) {
        if ('error' in outcome) throw outcome.error
        return outcome.value
      }
      await this.#load()
    }
  }

  async #load(): Promise<void> {
    for (const [key, ids] of this.#missing) {
      const entity = this.#entityOf(key)
      for (const id of ids) this.#known.set(`${key} ${id}`, null)
      for (const row of await loadRows(this.#t, entity, [...ids], false)) this.remember(entity, row)
    }
    for (const [field, parents] of this.#missingRows) {
      const byParent = await loadChildren(this.#t, field, this.#entityOf, [...parents])
      for (const [id, rows] of byParent) this.#rows.set(`${field.uid} ${id}`, rows)
    }
    for (const [field, owners] of this.#missingLinks) {
      const links = await loadLinks(this.#t, field, [...owners])
      for (const id of owners) this.#links.set(`${field.uid} ${id}`, links.get(id) ?? [])
    }
  }

  /** Sub-tables and links of a related record are read only when something asks for them. */
  #withLazyChildren(entity: CompiledEntity, record: Values): Values {
    const lazy: Record<string, Values[keyof Values]> = { ...record }
    for (const field of entity.children) {
      const get = (): Values[] => {
        const rows = this.#rows.get(`${field.uid} ${record.id}`)
        if (rows === undefined) note(this.#missingRows, field, String(record.id))
        return rows ?? []
      }
      Object.defineProperty(lazy, field.key, { get, enumerable: true })
    }
    for (const field of entity.links) {
      const get = (): readonly string[] => {
        const ids = this.#links.get(`${field.uid} ${record.id}`)
        if (ids === undefined) note(this.#missingLinks, field, String(record.id))
        return ids ?? []
      }
      Object.defineProperty(lazy, field.key, { get, enumerable: true })
    }
    return lazy
  }
}

function attempt<T>(step: () => T): { value: T } | { error: unknown } {
  try {
    return { value: step() }
  } catch (error) {
    return { error }
  }
}

function note<K>(missing: Map<K, Set<string>>, key: K, id: string): void {
  const ids = missing.get(key)
  if (ids) ids.add(id)
  else missing.set(key, new Set([id]))
}
