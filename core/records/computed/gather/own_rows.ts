import type { CompiledField } from '#engine/compile/compiled.ts'
import { matches } from '#engine/filters/index.ts'
import type { Value } from '#engine/values.ts'
import { rowsOf } from '../../history/changes.ts'
import { filterEnvironment } from '../../write/expression_context.ts'
import type { NamedRecords } from '../../write/expression_context.ts'
import type { WriteContext } from '../../write/write_context.ts'
import { gatherValues } from './gather_values.ts'

/** A rollup over rows of the record's own sub-table, as they stand in memory. Pure, given the related records. */
export function gatherOwnRows(
  context: WriteContext,
  field: CompiledField,
  named: NamedRecords
): { value: Value; fits: boolean } {
  const { rows, from, where, of } = field.rollup!
  const children = named.entity.fields.get(rows!)!
  const child = context.entityOf(from)
  const gathered = rowsOf(named.record, children).filter((row) => {
    if (where === null) return true
    const parent = { entity: named.entity, record: named.record }
    return matches(where, row, filterEnvironment(context, { entity: child, record: row, parent }))
  })
  return gatherValues(
    field,
    gathered.map((row) => (of ? (row[of.key] ?? null) : true))
  )
}
