import { grantsFor } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import { indexPlan } from './table_plan.ts'
import type { IndexPlan } from './table_plan.ts'

/**
 * Indexes for row rules that compare a column with the actor (`owner_id` with `$me`, `dept_id` with
 * `$my_department` …): they stand in every statement of whoever holds the role, and without an index
 * the list of one person's own records goes through everybody's. Pure.
 */
export function scopeIndexes(
  application: CompiledApplication,
  entity: CompiledEntity,
  dialect: Dialect
): IndexPlan[] {
  if (entity.parent !== null) return []
  const columns = new Set<string>()
  for (const { rows } of grantsFor(application, [...application.roles.keys()], entity)) {
    if (rows) collectColumns(rows, entity, columns)
  }
  const indexed = new Set(entity.stored.filter((field) => field.target !== null).map(columnOf))
  return [...columns]
    .filter((column) => !indexed.has(column))
    .map((column) =>
      indexPlan(entity, `sx_${entity.uid}_${column}`, [dialect.quote(column)], { dialect })
    )
}

/** Columns of the entity itself that some leaf compares with a value of the actor. */
function collectColumns(node: FilterNode, entity: CompiledEntity, columns: Set<string>): void {
  if (node.op === 'all' || node.op === 'any') {
    for (const item of node.items) collectColumns(item, entity, columns)
  } else if (node.op === 'compare' && node.path.steps.length === 1) {
    const isActor = node.operands.some((operand) => operand.kind === 'actor')
    const isEquality = node.operator === 'eq' || node.operator === 'in'
    const [step] = node.path.steps
    const column = step!.field ? columnOf(step!.field) : step!.key
    if (isActor && isEquality && column !== null && column !== 'id') columns.add(column)
  }
}

function columnOf(field: { readonly column: string | null }): string | null {
  return field.column
}
