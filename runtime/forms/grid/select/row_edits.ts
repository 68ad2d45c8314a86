import { computeRow, newRow } from '../../rows.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow, RowRules } from '../../rows.ts'
import type { Block } from './selection.ts'

/** Rows after an edit; the rows given stay as they are. */
type Rows = readonly FormRow[]

/** A row with defaults before the n-th. */
export function insertedRow(rows: Rows, at: number, rules: RowRules, key: string): FormRow[] {
  return rows.toSpliced(at, 0, newRow(rules, key))
}

/** A copy of a row beneath it; a copy has no id, so it is saved as a new one. */
export function duplicatedRow(rows: Rows, at: number, rules: RowRules, key: string): FormRow[] {
  const row = rows[at]
  if (!row) return [...rows]
  const copy: Record<string, unknown> = { $key: key }
  for (const field of rules.fields) copy[field.key] = row[field.key] ?? null
  return rows.toSpliced(at + 1, 0, computeRow(rules, copy))
}

/** The row one place up or down; the same rows at the edge. */
export function movedRow(rows: Rows, at: number, by: 1 | -1): FormRow[] {
  const row = rows[at]
  if (!row || at + by < 0 || at + by >= rows.length) return [...rows]
  return rows.toSpliced(at, 1).toSpliced(at + by, 0, row)
}

/** The block's cells blank, as far as they may be written. */
export function clearedBlock(
  rows: Rows,
  columns: readonly RuntimeField[],
  block: Block,
  rules: RowRules
): FormRow[] {
  const keys = writable(columns, block)
  const blank = Object.fromEntries(keys.map((key) => [key, null]))
  return rows.map((row, n) =>
    n < block.top || n > block.bottom ? row : computeRow(rules, { ...row, ...blank })
  )
}

/** The block's first row over the rest of it; one row alone takes what stands above it. */
export function filledDown(
  rows: Rows,
  columns: readonly RuntimeField[],
  block: Block,
  rules: RowRules
): FormRow[] {
  const from = block.top === block.bottom ? block.top - 1 : block.top
  const source = rows[from]
  if (!source) return [...rows]
  const taken = Object.fromEntries(writable(columns, block).map((key) => [key, source[key]]))
  return rows.map((row, n) =>
    n <= from || n > block.bottom ? row : computeRow(rules, { ...row, ...taken })
  )
}

function writable(columns: readonly RuntimeField[], { left, right }: Block): string[] {
  return columns
    .slice(left, right + 1)
    .filter((field) => !field.readOnly)
    .map((field) => field.key)
}
