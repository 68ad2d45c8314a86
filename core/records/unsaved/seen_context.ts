import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { matches } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { filterEnvironment } from '../write/expression_context.ts'
import type { ReadableContext } from '../write/expression_context.ts'
import { canPointTo } from '../write/lock_for_write.ts'
import type { WriteContext } from '../write/write_context.ts'

/**
 * The context through the eyes of its actor: of related records there is what he may read in clear,
 * and nothing else. What is computed in it tells him nothing that a read would not. Steps in it are
 * gathered by the context it is made of.
 */
export function seenContext(context: WriteContext): ReadableContext {
  const find = (key: string, id: string): Values | null => {
    const record = context.related.find(key, id)
    const entity = context.entityOf(key)
    if (record === null || !canPointTo(context, entity, id)) return null
    return seenRecord(context, entity, record)
  }
  return { ...context, related: { find } }
}

/** A record with the fields that are blank to the actor left out. */
function seenRecord(context: WriteContext, entity: CompiledEntity, record: Values): Values {
  const { access } = context
  const root = rootOf(context, entity, record)
  const isIn = (scope: FilterNode | null) =>
    scope === null ||
    (root !== null &&
      matches(scope, root.record, filterEnvironment(context, { ...root, old: null })))
  const seen: Record<string, Values[string]> = {}
  for (const key of Object.keys(record)) {
    const isClear = () =>
      access.readable(entity, key) &&
      !access.masked(entity, key) &&
      isIn(access.fieldScope(entity, key))
    const get = () => (isClear() ? (record[key] ?? null) : null)
    // Sub-tables and links of related records are read when something asks for them.
    Object.defineProperty(seen, key, { get, enumerable: true })
  }
  return seen
}

/** The record whose rights a row of a sub-table has. */
function rootOf(
  context: WriteContext,
  entity: CompiledEntity,
  record: Values
): { entity: CompiledEntity; record: Values } | null {
  if (entity.parent === null) return { entity, record }
  const above = context.related.find(entity.parent, String(record.parent_id))
  return above && rootOf(context, context.entityOf(entity.parent), above)
}
