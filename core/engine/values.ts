/**
 * How values look in memory, everywhere between the HTTP body and the storage layer: exactly as in
 * JSON (definitions.md, "What a field is"). Decimals and money are strings at the field's scale
 * ("12.50"), integers are numbers, dates "YYYY-MM-DD", times ISO 8601 UTC with three digits,
 * a to-one relation is the id of its target, to-many relations are arrays of ids, children are arrays
 * of Values, and what one column keeps as JSON (multiselect, json, address …) is its lists and objects.
 * Blank is always `null`.
 */
export type Scalar = string | number | boolean | null
export type Value = Scalar | Values | readonly Value[]
export interface Values {
  readonly [field: string]: Value
}

/** Blank = absent = null = "" = []. */
export function isBlank(value: unknown): value is null | undefined | '' {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** Columns every record of an entity without a parent has, beside its own fields. */
export const systemFields = [
  'id',
  'rev',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'org_id',
  'dept_id',
  'owner_id',
] as const
export type SystemField = (typeof systemFields)[number]

/** Columns of a child row (a row of a sub-table). */
export const childSystemFields = ['id', 'parent_id', 'row_no'] as const

export type DialectName = 'sqlite' | 'postgres'
