import { rowKey } from './rows.ts'
import { rowsOf, sameValue } from './payload.ts'
import { toApiValue } from './memory_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormValues } from './evaluation.ts'
import type { FormRow } from './rows.ts'

/**
 * Puts what was typed on top of what others saved meanwhile: a field that was not touched takes the
 * new value, a touched one keeps the typed. Rows of sub-tables are merged row by row, by id.
 */
export function rebaseValues(
  fields: readonly RuntimeField[],
  given: { base: FormValues; mine: FormValues; theirs: FormValues }
): Record<string, unknown> {
  const { base, mine, theirs } = given
  const merged: Record<string, unknown> = { ...theirs }
  for (const field of fields) {
    const { key, childFields } = field
    if (childFields) {
      merged[key] = rebaseRows(
        childFields,
        rowsOf(base[key]),
        rowsOf(mine[key]),
        rowsOf(theirs[key])
      )
    } else if (!sameValue(toApiValue(field, mine[key]), toApiValue(field, base[key]))) {
      merged[key] = mine[key]
    }
  }
  return merged
}

function rebaseRows(
  fields: readonly RuntimeField[],
  base: readonly FormRow[],
  mine: readonly FormRow[],
  theirs: readonly FormRow[]
): FormRow[] {
  const mineByKey = new Map(mine.map((row) => [rowKey(row), row]))
  const baseByKey = new Map(base.map((row) => [rowKey(row), row]))
  const kept = theirs.flatMap((row): FormRow[] => {
    const was = baseByKey.get(rowKey(row))
    const typed = mineByKey.get(rowKey(row))
    if (!was) return [row]
    if (!typed) return []
    return [rebaseValues(fields, { base: was, mine: typed, theirs: row }) as FormRow]
  })
  return [...kept, ...mine.filter((row) => row.id === undefined)]
}
