import { filterKey } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Row } from '#core/storage/index.ts'
import { condition } from '../sql/condition.ts'
import type { ConditionScope } from '../sql/condition.ts'
import { join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'

/** Asks of a row whether it lies in a scope. */
export type RowFlag = (row: Row) => boolean

/** What tells in which row scopes a record lies. */
export interface ScopeFlags {
  /** Columns that the statement reading the record must have. */
  readonly columns: readonly Fragment[]
  of(node: FilterNode | null): RowFlag
}

/**
 * Columns that tell in which row scopes a record lies, each scope once, so that the rights on one
 * record are known from the statement that reads it.
 */
export class RowFlags implements ScopeFlags {
  readonly columns: Fragment[] = []
  readonly #scope: ConditionScope
  readonly #known = new Map<string, RowFlag>()

  constructor(scope: ConditionScope) {
    this.#scope = { ...scope, access: null }
  }

  /** `null` is every row. */
  of(node: FilterNode | null): RowFlag {
    if (node === null || node.op === 'true') return () => true
    if (node.op === 'false') return () => false
    const key = filterKey(node)
    const known = this.#known.get(key)
    if (known) return known
    const name = `f${this.columns.length}`
    const inScope = condition(node, 't', this.#scope)
    this.columns.push(join([', CASE WHEN ', inScope, ` THEN 1 ELSE 0 END AS "${name}"`]))
    const flag: RowFlag = (row) => Number(row[name]) === 1
    this.#known.set(key, flag)
    return flag
  }
}
