import { rowsOf } from '#runtime/forms/payload.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { FormValues } from '#runtime/forms/evaluation.ts'
import type { MeetingPlace } from '#runtime/forms/resolve.ts'
import type { FormRow } from '#runtime/forms/rows.ts'

/** What others saved on places that were changed here too. */
export interface Conflict {
  /** The difference as the server told it, field by field. */
  readonly diff: Readonly<Record<string, StaleField>>
  /** The revision the difference is against. */
  readonly rev: number
  /** The record as it is now, with the titles of what it refers to. */
  readonly theirs: RecordJson
  /** Who saved last, and when. */
  readonly by: { readonly name: string | null; readonly at: string } | null
}

/** `params.diff` of E_RECORD_STALE. */
export interface StaleField {
  readonly rows?: Readonly<Record<string, StaleRow>>
}
export interface StaleRow {
  /** Place of the row in its sub-table, from 1. */
  readonly no: number
  readonly theirs: 'changed' | 'removed'
  readonly yours: 'changed' | 'removed'
  readonly fields: Readonly<Record<string, StaleField>>
}

/** One decision to be made. */
export interface ConflictLine {
  readonly place: MeetingPlace
  readonly field: RuntimeField
  /** Of a sub-table's row: which one. */
  readonly row: { readonly no: number; readonly title: string } | null
  readonly theirs: LineSide
  readonly mine: LineSide
}

/** A value, or a whole row as it stands there; null where it was removed. */
export type LineSide = { readonly value: unknown } | { readonly row: FormRow | null }

/** Every place where both sides meet, in the order of the fields. Pure. */
export function conflictLines(
  fields: readonly RuntimeField[],
  { diff, theirs }: Pick<Conflict, 'diff' | 'theirs'>,
  mine: FormValues
): ConflictLine[] {
  return fields.flatMap((field): ConflictLine[] => {
    const stale = diff[field.key]
    if (!stale) return []
    const sides = { theirs: theirs[field.key], mine: mine[field.key] }
    if (stale.rows) return rowLines(field, stale.rows, sides)
    const place = { field: field.key }
    return [
      { place, field, row: null, theirs: { value: sides.theirs }, mine: { value: sides.mine } },
    ]
  })
}

function rowLines(
  field: RuntimeField,
  rows: Readonly<Record<string, StaleRow>>,
  sides: { theirs: unknown; mine: unknown }
): ConflictLine[] {
  const byNumber = Object.entries(rows).sort(([, a], [, b]) => a.no - b.no)
  return byNumber.flatMap(([id, row]): ConflictLine[] => {
    const place = { field: field.key, row: id }
    const head = { no: row.no, title: field.title }
    if (row.theirs === 'removed' || row.yours === 'removed') {
      const sideOf = (side: unknown) => ({ row: rowOf(side, id) ?? null })
      const told = { theirs: sideOf(sides.theirs), mine: sideOf(sides.mine) }
      return [{ place, field, row: head, ...told }]
    }
    const valueOf = (side: unknown, key: string) => ({ value: rowOf(side, id)?.[key] ?? null })
    return (field.childFields ?? []).flatMap((cell): ConflictLine[] =>
      cell.key in row.fields
        ? [
            {
              ...{ place: { ...place, cell: cell.key }, field: cell, row: head },
              theirs: valueOf(sides.theirs, cell.key),
              mine: valueOf(sides.mine, cell.key),
            },
          ]
        : []
    )
  })
}

const rowOf = (rows: unknown, id: string): FormRow | undefined =>
  rowsOf(rows).find((row) => row.id === id)

/** A name for a place, to keep its choice by. */
export const placeKey = ({ field, row, cell }: MeetingPlace): string =>
  [field, row, cell].filter((part) => part !== undefined).join('/')
