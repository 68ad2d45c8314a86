import { rebaseValues } from './rebase.ts'
import { rowsOf } from './payload.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormValues } from './evaluation.ts'
import type { FormRow } from './rows.ts'

export type Side = 'theirs' | 'mine'

/** Where two people changed the same: a field, a row of a sub-table, or a field of such a row. */
export interface MeetingPlace {
  readonly field: string
  readonly row?: string
  readonly cell?: string
}

/** One decision of the person who saves second. */
export interface Choice {
  readonly place: MeetingPlace
  readonly side: Side
}

/**
 * What was typed on top of what others saved, except where theirs was chosen. A row that they
 * removed and that is kept comes back as a new one, for theirs is gone.
 */
export function resolveValues(
  fields: readonly RuntimeField[],
  given: { base: FormValues; mine: FormValues; theirs: FormValues },
  choices: readonly Choice[]
): Record<string, unknown> {
  const merged = rebaseValues(fields, given)
  for (const { place, side } of choices) {
    const { field: key, row, cell } = place
    const sides = { mine: rowsOf(given.mine[key]), theirs: rowsOf(given.theirs[key]) }
    if (row === undefined) {
      if (side === 'theirs') merged[key] = given.theirs[key]
    } else if (cell === undefined) {
      merged[key] = withRow(rowsOf(merged[key]), row, side, sides)
    } else if (side === 'theirs') {
      merged[key] = withCell(rowsOf(merged[key]), { row, cell }, sides.theirs)
    }
  }
  return merged
}

type Sides = Readonly<Record<Side, readonly FormRow[]>>

/** One side removed the row, the other changed it. */
function withRow(rows: readonly FormRow[], id: string, side: Side, sides: Sides): FormRow[] {
  const isIt = (row: FormRow) => row.id === id
  const others = rows.filter((row) => !isIt(row))
  const at = sides[side].findIndex(isIt)
  const chosen = sides[side][at]
  if (!chosen) return others
  return side === 'theirs'
    ? others.toSpliced(Math.min(at, others.length), 0, chosen)
    : [...others, asNewRow(chosen)]
}

function asNewRow({ id: _, ...values }: FormRow): FormRow {
  return { ...values, $key: crypto.randomUUID() }
}

function withCell(
  rows: readonly FormRow[],
  { row: id, cell }: { row: string; cell: string },
  theirs: readonly FormRow[]
): FormRow[] {
  const theirRow = theirs.find((row) => row.id === id)
  return rows.map((row) => (row.id === id && theirRow ? { ...row, [cell]: theirRow[cell] } : row))
}
