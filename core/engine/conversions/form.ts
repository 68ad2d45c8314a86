/**
 * The form in which a field's values are kept: enough to read and write its column after the field
 * itself has become another one. Plain data, for it is recorded beside the column.
 */
import type { CompiledField } from '#engine/compile/compiled.ts'
import { fieldTypes } from '../fields/index.ts'
import type { FieldType } from '../fields/index.ts'
import type { Value } from '#engine/values.ts'

export interface FieldForm {
  /** Name of the type the values have; of a formula that of its result. */
  readonly type: string
  readonly scale: number
  /** Highest value, where the type has one of its own (rating). */
  readonly maximum?: number
  /** Codes that may be chosen, with their titles. */
  readonly items?: readonly { readonly code: string; readonly title: string }[]
  /** Uid of what the values are of: the dictionary or lifecycle of codes, the entity of ids. */
  readonly of?: string
}

/** Names how values are kept: the same for two forms that are alike. */
export function formKey({ type, scale, of }: FieldForm): string {
  return [type, scale, ...(of === undefined ? [] : [of])].join('/')
}

/** Whether one column serves values of both; asked for every field of a release. */
export function isSameForm(a: FieldForm, b: FieldForm): boolean {
  return a.type === b.type && a.scale === b.scale && a.of === b.of
}

/** What values of a form are, for conversions: types of one family are spelt and read alike. */
export type Family =
  'text' | 'whole' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'code' | 'codes' | 'link'

const families: Readonly<Record<string, Family>> = {
  integer: 'whole',
  rating: 'whole',
  duration: 'whole',
  decimal: 'decimal',
  money: 'decimal',
  percent: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  select: 'code',
  state: 'code',
  multiselect: 'codes',
  relation: 'link',
  user: 'link',
  department: 'link',
  tree_parent: 'link',
}

/** Null for values that nothing converts to or from: objects, links to one of several entities. */
export function familyOf(form: FieldForm): Family | null {
  const known = families[form.type]
  if (known) return known
  const type = fieldTypes.get(form.type)
  return type && type.column('postgres') === 'text COLLATE "C"' ? 'text' : null
}

/** Whether the values are ids of records of one entity. */
export function isLinkForm(form: FieldForm): boolean {
  return familyOf(form) === 'link'
}

const fields = new WeakMap<FieldForm, CompiledField>()

/** The field as its type needs it to read and write a column. */
export function fieldOfForm(form: FieldForm): CompiledField {
  let field = fields.get(form)
  if (!field) {
    const { scale, maximum } = form
    const type = typeOfForm(form)
    const schema = maximum === undefined ? {} : { maximum }
    field = { type, scale, schema, target: null, dictionary: null } as unknown as CompiledField
    fields.set(form, field)
  }
  return field
}

export function typeOfForm({ type }: FieldForm): FieldType {
  const known = fieldTypes.get(type)
  if (!known) throw new TypeError(`there is no field type ${type}`)
  return known
}

/** Whether a value may stand in a field of this form. */
export function fitsForm(value: Value, form: FieldForm): boolean {
  const parsed = typeOfForm(form).parse(value, fieldOfForm(form))
  return parsed.ok && JSON.stringify(parsed.value) === JSON.stringify(value)
}
