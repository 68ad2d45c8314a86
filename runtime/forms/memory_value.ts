import { isBlank } from '#engine/values.ts'
import { decimalText } from '#runtime/fields/format_number.ts'
import { linkOf, linksOf, linkToAnyOf } from '#runtime/fields/link_value.ts'
import { givenJson } from '#runtime/fields/json/json_draft.ts'
import { language } from '#runtime/texts/index.ts'
import { engineField } from './engine_field.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { Parsed, ValueFault } from '#engine/fields/index.ts'
import type { Value } from '#engine/values.ts'

/** A value of the form (links as `{id, title}`, numbers as typed) as the API takes it. */
export function toApiValue(field: RuntimeField, value: unknown): unknown {
  if (isBlank(value)) return null
  switch (field.valueType) {
    case 'relation':
    case 'user':
    case 'department':
    case 'tree_parent':
      return linkOf(value)?.id ?? null
    case 'relations':
    case 'users':
    case 'file':
    case 'files':
    case 'image':
    case 'signature':
      return linksOf(value).map(({ id }) => id)
    case 'polymorphic': {
      const link = linkToAnyOf(value)
      return link && { entity: link.entity, id: link.id }
    }
    case 'decimal':
    case 'money':
      return typeof value === 'string' ? decimalText(value, field.scale) : value
    case 'integer':
      return typeof value === 'string' ? wholeNumber(value) : value
    case 'json':
      return givenJson(value)
    default:
      return value
  }
}

function wholeNumber(typed: string): number | string {
  const text = decimalText(typed, 0)
  return /^-?\d+$/.test(text) ? Number(text) : text
}

/** What the engine says about a value of the form: its in-memory value, or the fault. */
export function parseFormValue(field: RuntimeField, value: unknown): Parsed {
  const compiled = engineField(field)
  return compiled.type.parse(toApiValue(field, value), compiled)
}

/** Why a value cannot be taken, in the language in use. */
export function faultText(fault: ValueFault): string {
  return language === 'en' ? fault.en : fault.zh
}

/** The in-memory value expressions read; what does not fit its field yet (half typed) is blank. */
export function memoryValue(field: RuntimeField, value: unknown): Value {
  const parsed = parseFormValue(field, value)
  return parsed.ok ? parsed.value : null
}
