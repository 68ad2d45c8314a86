import { decimalText } from '#runtime/fields/format_number.ts'
import { texts } from '#runtime/texts/index.ts'
import { divisionPrefix } from '#runtime/fields/region/region_text.ts'
import { instantsOfDays } from '#runtime/fields/format_time.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterValue } from './list_state.ts'

type Filter = Record<string, unknown>

/** How a field is asked in the query bar. */
export type FilterControl =
  'text' | 'choice' | 'words' | 'region' | 'presence' | 'boolean' | 'days' | 'numbers' | 'record'

const linkTypes = new Set(['relation', 'relations', 'user', 'users', 'department', 'tree_parent'])

/** Types that can only be asked whether there is a value. */
const presenceTypes = new Set([
  ...['json', 'geo', 'schedule'],
  ...['file', 'files', 'image', 'signature'],
])

const numberTypes = new Set(['integer', 'decimal', 'money', 'percent', 'time'])

export function filterControl(field: RuntimeField): FilterControl {
  const type = field.valueType
  if (field.options) return 'choice'
  if (type === 'boolean') return 'boolean'
  if (type === 'date' || type === 'datetime') return 'days'
  if (numberTypes.has(type)) return 'numbers'
  if (linkTypes.has(type)) return 'record'
  if (type === 'tags') return 'words'
  if (type === 'region') return 'region'
  if (type === 'checklist_result') return 'choice'
  if (presenceTypes.has(type)) return 'presence'
  return 'text'
}

/** What a choice offers: options of the field, or the verdicts of a checklist. */
export function choicesOf(field: RuntimeField): { value: string; label: string }[] {
  if (field.valueType !== 'checklist_result') {
    return (field.options ?? []).map(({ value, label }) => ({ value, label }))
  }
  return Object.entries(texts.fields.verdicts).map(([value, label]) => ({ value, label }))
}

/** Parts of objects that the query bar asks for. */
const askedParts: Readonly<Record<string, string>> = {
  ...{ address: 'detail', checklist_result: 'verdict' },
}

/** What is asked of a field: of an address what stands behind its region. */
export function askedPath(field: RuntimeField): string {
  const part = askedParts[field.valueType]
  return part === undefined ? field.key : `${field.key}.${part}`
}

/** One field's condition, null when the value asks nothing or is of another control. */
export function conditionOf(
  field: RuntimeField,
  value: FilterValue
): Filter | boolean | string | null {
  switch (filterControl(field)) {
    case 'choice':
      return Array.isArray(value) && value.length ? choiceCondition(field, value) : null
    case 'words':
      return Array.isArray(value) && value.length ? { has: { in: value } } : null
    case 'region':
      return typeof value === 'string' && value ? { startsWith: divisionPrefix(value) } : null
    case 'presence':
      return typeof value === 'boolean' ? { empty: !value } : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'record':
      return typeof value === 'string' && value ? linkCondition(field, value) : null
    case 'days':
      return Array.isArray(value) ? limits(dayLimits(field, value)) : null
    case 'numbers':
      return Array.isArray(value) ? limits(value.map((each) => numberLimit(field, each))) : null
    case 'text':
      return typeof value === 'string' && value.trim() ? { contains: value.trim() } : null
  }
}

/** Of a choice of several, one of the codes will do. */
function choiceCondition(field: RuntimeField, codes: readonly (string | null)[]): Filter {
  return field.valueType === 'multiselect' ? { has: { in: codes } } : { in: codes }
}

/** Of several records some, of one the record itself. */
function linkCondition(field: RuntimeField, id: string): Filter | string {
  return field.valueType === 'relations' || field.valueType === 'users' ? { has: { id } } : id
}

function limits([from, to]: readonly (string | number | null | undefined)[]): Filter | null {
  const low = from ?? null
  const high = to ?? null
  if (low !== null && high !== null) return { between: [low, high] }
  if (low !== null) return { gte: low }
  return high === null ? null : { lte: high }
}

function numberLimit(field: RuntimeField, typed: string | null): string | number | null {
  if (!typed) return null
  if (field.valueType === 'time') return /^\d\d:\d\d$/.test(typed) ? typed : null
  const isWhole = field.valueType === 'integer'
  const text = decimalText(typed, isWhole ? 0 : field.scale)
  if (!isWhole) return text
  return Number.isSafeInteger(Number(text)) ? Number(text) : null
}

function dayLimits(field: RuntimeField, value: readonly (string | null)[]): (string | null)[] {
  const [from = null, to = null] = value
  if (field.valueType === 'date') return [from, to]
  return [from && instantsOfDays(from, from)[0], to && instantsOfDays(to, to)[1]]
}

/** Whether a control is filled in. */
export function isAsked(value: FilterValue | undefined): boolean {
  if (value === undefined || value === '') return false
  return Array.isArray(value) ? value.some((each) => each !== null && each !== '') : true
}
