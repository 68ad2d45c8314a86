import { isBlank } from '#engine/values.ts'
import { checkValue } from './check_value.ts'
import { formEvaluation } from './evaluation.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormFacts, FormValues } from './evaluation.ts'
import type { FieldLinkage } from './linkage.ts'

/** A row of a sub-table in a form. `$key` tells rows apart that have no id yet; it is never sent. */
export interface FormRow {
  readonly id?: string
  readonly $key?: string
  readonly [field: string]: unknown
}

export const rowKey = (row: FormRow): string => row.id ?? row.$key ?? ''

/** Everything about a sub-table that its rows are computed and checked with. */
export interface RowRules {
  fields: readonly RuntimeField[]
  linkage: ReadonlyMap<string, FieldLinkage>
  /** The record the rows belong to. */
  parent: { fields: readonly RuntimeField[]; values: FormValues }
  me: string
}

const factsOf = (rules: RowRules, row: FormRow): FormFacts => ({
  fields: rules.fields,
  values: row,
  parent: rules.parent,
  me: rules.me,
})

/** A new row with its defaults. `key` is unique in the form. */
export function newRow(rules: RowRules, key: string): FormRow {
  const row: Record<string, unknown> = { $key: key }
  const context = formEvaluation(factsOf(rules, row))
  for (const field of rules.fields) {
    const initial = rules.linkage.get(field.key)?.initial
    row[field.key] = initial ? initial(context) : (field.defaultValue ?? null)
  }
  return computeRow(rules, row)
}

/** The row with its formulas computed; the same object when nothing changed. */
export function computeRow(rules: RowRules, row: FormRow): FormRow {
  let computed = row
  for (const field of rules.fields) {
    const value = rules.linkage.get(field.key)?.value
    if (!value) continue
    const now = value(formEvaluation(factsOf(rules, computed)))
    if (now !== (computed[field.key] ?? null)) computed = { ...computed, [field.key]: now }
  }
  return computed
}

/** Whether nothing has been entered in the row; such rows are not sent. */
export function isEmptyRow(rules: Pick<RowRules, 'fields'>, row: FormRow): boolean {
  return rules.fields.every((field) => isBlank(row[field.key]) || field.readOnly)
}

/** Faults of all rows by pointer within the sub-table (`/0/qty`). */
export function checkRows(rules: RowRules, rows: readonly FormRow[]): Map<string, string> {
  const faults = new Map<string, string>()
  rows.forEach((row, n) => {
    const context = formEvaluation(factsOf(rules, row))
    for (const field of rules.fields) {
      if (field.readOnly) continue
      const fault =
        checkValue(field, row[field.key], field.required) ??
        rules.linkage.get(field.key)?.check?.(context) ??
        null
      if (fault !== null) faults.set(`/${n}/${field.key}`, fault)
    }
  })
  return faults
}
