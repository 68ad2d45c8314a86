import { checkRange } from '#engine/fields/index.ts'
import { isBlank } from '#engine/values.ts'
import { language, texts } from '#runtime/texts/index.ts'
import { engineField } from './engine_field.ts'
import { faultText, parseFormValue } from './memory_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { ValueFault } from '#engine/fields/index.ts'
import type { Value } from '#engine/values.ts'

const t = texts.form
const chosen = new Set([
  ...['select', 'relation', 'user', 'department', 'date', 'datetime'],
  ...['relations', 'users', 'tree_parent', 'polymorphic', 'multiselect', 'region'],
  ...['file', 'files', 'image', 'signature'],
])

const rows = new Set(['children', 'relations', 'users'])

/** What is wrong with a value by itself, in the language in use; null when nothing is. The server checks it again. */
export function checkValue(field: RuntimeField, value: unknown, required: boolean): string | null {
  if (isBlank(value) || (typeof value === 'string' && value.trim() === '')) {
    if (!required) return null
    return (chosen.has(field.type) ? t.requiredChoice : t.required)(field.title)
  }
  const parsed = parseFormValue(field, value)
  return parsed.ok ? checkParsed(field, parsed.value) : ofField(field, parsed.fault)
}

function ofField({ title }: RuntimeField, fault: ValueFault): string {
  return language === 'en' ? `${title} ${faultText(fault)}` : title + faultText(fault)
}

function checkParsed(field: RuntimeField, value: Value): string | null {
  if (Array.isArray(value)) return checkCount(field, value.length)
  if (typeof value === 'number') return checkLimits(field, value)
  if (typeof value !== 'string') return null
  const range = checkRange(value, engineField(field))
  if (range) return ofField(field, range)
  return (field.minLength ?? field.maxLength ?? field.pattern) ? checkText(field, value) : null
}

/** Lengths count characters as people see code points, as the server does. */
function checkText(field: RuntimeField, text: string): string | null {
  const length = [...text].length
  if (field.minLength !== null && length < field.minLength) {
    return t.tooShort(field.title, field.minLength)
  }
  if (field.maxLength !== null && length > field.maxLength) {
    return t.tooLong(field.title, field.maxLength)
  }
  return field.pattern !== null && !matchesPattern(field.pattern, text)
    ? t.pattern(field.title)
    : null
}

/** A pattern that this browser cannot read is left to the server. */
function matchesPattern(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

function checkLimits(field: RuntimeField, value: number): string | null {
  if (field.minimum !== null && value < Number(field.minimum)) {
    return t.tooSmall(field.title, field.minimum)
  }
  return field.maximum !== null && value > Number(field.maximum)
    ? t.tooLarge(field.title, field.maximum)
    : null
}

function checkCount(field: RuntimeField, count: number): string | null {
  if (field.minItems !== null && count < field.minItems) {
    return (rows.has(field.type) ? t.tooFewRows : t.tooFewItems)(field.title, field.minItems)
  }
  return field.maxItems !== null && count > field.maxItems
    ? (rows.has(field.type) ? t.tooManyRows : t.tooManyItems)(field.title, field.maxItems)
    : null
}
