import { isBlank } from '#engine/values.ts'
import { toApiValue } from './memory_value.ts'
import { rowKey } from './rows.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormValues } from './evaluation.ts'
import type { FormRow } from './rows.ts'

type Body = Record<string, unknown>

/** A body for the API, and the way back from its places to those of the form. */
export interface Payload {
  body: Body
  /** `/items/1/qty` of the body -> `/items/4/qty` of the form. */
  locate: (pointer: string) => string
}

/** Body of a new record: what was filled in, of the fields that may be given. */
export function createPayload(fields: readonly RuntimeField[], values: FormValues): Payload {
  const body: Body = {}
  for (const field of fields) {
    const value = field.childFields
      ? rowsOf(values[field.key]).map((row) => rowBody(field.childFields ?? [], row))
      : toApiValue(field, values[field.key])
    if (!isBlank(value)) body[field.key] = value
  }
  return { body, locate: (pointer) => pointer }
}

/** JSON merge patch from `base` to `values`: changed fields only; of sub-tables, changed rows only. */
export function patchPayload(
  fields: readonly RuntimeField[],
  base: FormValues,
  values: FormValues
): Payload {
  const body: Body = {}
  const places = new Map<string, number[]>()
  for (const field of fields) {
    if (field.childFields) {
      const { items, rows } = rowsPatch(
        field.childFields,
        rowsOf(base[field.key]),
        rowsOf(values[field.key])
      )
      if (items.length) body[field.key] = items
      places.set(field.key, rows)
      continue
    }
    const now = toApiValue(field, values[field.key])
    if (!sameValue(now, toApiValue(field, base[field.key]))) body[field.key] = now
  }
  return { body, locate: (pointer) => relocate(pointer, places) }
}

/** Items of a sub-table's patch, and for each the row of the form it is about (-1: removed). */
function rowsPatch(
  fields: readonly RuntimeField[],
  before: readonly FormRow[],
  after: readonly FormRow[]
): { items: Body[]; rows: number[] } {
  const items: Body[] = []
  const rows: number[] = []
  const known = new Map(before.map((row) => [row.id, row]))
  after.forEach((row, n) => {
    const was = row.id === undefined ? undefined : known.get(row.id)
    const item = was ? changedRow(fields, was, row) : rowBody(fields, row)
    if (item === null) return
    items.push(item)
    rows.push(n)
  })
  const kept = new Set(after.map(rowKey))
  for (const row of before) {
    if (kept.has(rowKey(row))) continue
    items.push({ id: row.id, $delete: true })
    rows.push(-1)
  }
  return { items, rows }
}

function changedRow(fields: readonly RuntimeField[], was: FormRow, row: FormRow): Body | null {
  const { body } = patchPayload(writable(fields), was, row)
  return Object.keys(body).length ? { id: row.id, ...body } : null
}

function rowBody(fields: readonly RuntimeField[], row: FormRow): Body {
  return createPayload(writable(fields), row).body
}

const writable = (fields: readonly RuntimeField[]) => fields.filter((field) => !field.readOnly)

export function rowsOf(value: unknown): readonly FormRow[] {
  return Array.isArray(value) ? (value as FormRow[]) : []
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b)
}

function relocate(pointer: string, places: ReadonlyMap<string, number[]>): string {
  const [, field = '', item = '', ...rest] = pointer.split('/')
  const row = places.get(field)?.[Number(item)]
  return row === undefined || item === '' ? pointer : ['', field, row, ...rest].join('/')
}
