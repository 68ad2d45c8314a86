import { computeRow, newRow } from '../rows.ts'
import { pastedValue } from './paste.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow, RowRules } from '../rows.ts'

interface Paste {
  rules: RowRules
  rows: readonly FormRow[]
  columns: readonly RuntimeField[]
  cells: readonly string[][]
  /** Row and column of the cell it begins at. */
  first: number
  start: number
  nextKey: () => string
}

/** Lays pasted cells over the rows from one cell on; rows are added where they run out. */
export function pasteRows(given: Paste): FormRow[] {
  const { rules, rows, columns, cells, first, start, nextKey } = given
  const next = [...rows]
  cells.forEach((line, n) => {
    const row: Record<string, unknown> = { ...(next[first + n] ?? newRow(rules, nextKey())) }
    line.forEach((cell, m) => {
      const field = columns[start + m]
      const value = field && !field.readOnly ? pastedValue(field, cell) : undefined
      if (field && value !== undefined) row[field.key] = value
    })
    next[first + n] = computeRow(rules, row as FormRow)
  })
  return next
}
