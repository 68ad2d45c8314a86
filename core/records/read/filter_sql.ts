import type { Access, Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import { condition } from './sql/condition.ts'
import { bindingsOf, operandSource } from './sql/fragment.ts'

/**
 * A filter as a condition over the records that `alias` stands for, with its bound parameters: the
 * form for whoever writes a statement of his own (row scopes of commands, actor attributes). It
 * gives exactly the records that `matches` of core/engine/filters gives. Deleted records and the
 * actor's read scope are the caller's to add.
 *
 * @example
 * const where = filterSql(access.scope(entity, 'update'), { dialect, entityOf, actor, alias: 't' })
 */
export function filterSql(
  node: FilterNode,
  options: {
    dialect: Dialect
    entityOf(key: string): CompiledEntity | undefined
    actor: Actor
    alias: string
    /** `$now` and `$today`. */
    now?: Date
    /** Given for filters of requests: what the actor may not read is blank. */
    access?: Access | null
  }
): { sql: string; bindings: unknown[] } {
  const { dialect, entityOf, access = null } = options
  const where = condition(node, options.alias, { dialect, entityOf, access })
  const source = operandSource(options.actor, options.now ?? new Date())
  return { sql: where.sql, bindings: bindingsOf(where, source, dialect) }
}
