import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { fieldOfStep } from '#engine/filters/index.ts'
import type { FieldPath, PathStep } from '#engine/filters/index.ts'
import { columnSql, entityNamed, fieldNarrowing, stepNarrowings, visible } from './condition.ts'
import type { ConditionScope } from './condition.ts'
import { fragment, join } from './fragment.ts'
import type { Fragment } from './fragment.ts'

/** A field's value as the actor may see it: blank outside R(e,f). */
export function fieldValue(
  entity: CompiledEntity,
  field: CompiledField,
  alias: string,
  scope: ConditionScope
): Fragment {
  const column = columnSql(field, alias, scope.dialect)
  const narrowed = fieldNarrowing(entity, field.key, alias, scope)
  return narrowed ? join(['CASE WHEN ', narrowed, ` THEN ${column} END`]) : fragment(column)
}

/** The value of a step of a path, blank where the actor may not see it or a lookup that leads to it. */
export function stepValue(step: PathStep, alias: string, scope: ConditionScope): Fragment {
  const column = columnSql(fieldOfStep(step), alias, scope.dialect)
  const narrowed = stepNarrowings(step, alias, scope)
  if (narrowed.length === 0) return fragment(column)
  return join(['CASE WHEN ', join(narrowed, ' AND '), ` THEN ${column} END`])
}

/** LEFT JOIN of the record a relation leads to; nothing joins where the actor may not see it. */
export function relatedJoin(
  relation: Fragment,
  target: CompiledEntity,
  alias: string,
  scope: ConditionScope
): Fragment {
  const seen = visible(target, alias, scope)
  const table = scope.dialect.quote(target.table)
  const on = join([` LEFT JOIN ${table} ${alias} ON ${alias}."id" = `, relation])
  return seen ? join([on, ' AND ', seen]) : on
}

/** The value at the end of a path, with the joins it needs, for sorting and grouping. */
export function pathValue(
  path: FieldPath,
  prefix: string,
  scope: ConditionScope
): { value: Fragment; joins: Fragment[] } {
  const joins: Fragment[] = []
  let alias = 't'
  for (const [i, step] of path.steps.entries()) {
    const value = stepValue(step, alias, scope)
    const next = path.steps[i + 1]
    if (!next) return { value, joins }
    alias = `${prefix}${i}`
    joins.push(relatedJoin(value, entityNamed(next.entity, scope), alias, scope))
  }
  throw new TypeError('a path has at least one step')
}
