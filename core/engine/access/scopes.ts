import type { CompiledGrant } from '#engine/compile/compiled.ts'
import { filterKey } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'

const everything: FilterNode = Object.freeze({ op: 'true' })
const nothing: FilterNode = Object.freeze({ op: 'false' })

/** Rows that some of the grants reach: the union of their row scopes (数据范围), each named once. */
export function unionOf(grants: readonly CompiledGrant[]): FilterNode {
  const scopes = new Map<string, FilterNode>()
  for (const { rows } of grants) {
    if (rows === null || rows.op === 'true') return everything
    scopes.set(filterKey(rows), rows)
  }
  if (scopes.size === 0) return nothing
  const items = [...scopes.values()]
  return items.length === 1 ? items[0]! : { op: 'any', items }
}

/**
 * The union of `some` where it may be smaller than that of `every`; null where both are the same
 * filter, so that nothing is asked twice.
 */
export function narrowing(
  some: readonly CompiledGrant[],
  every: readonly CompiledGrant[]
): FilterNode | null {
  const union = unionOf(some)
  if (union.op === 'true') return null
  const reached = new Set(some.map(({ rows }) => rows && filterKey(rows)))
  return every.every(({ rows }) => reached.has(rows && filterKey(rows))) ? null : union
}
