import { isBlank } from '#engine/values.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { Parsed, ValueFault } from './field_type.ts'

/** A value that fits its field. */
export function fits(value: Value): Parsed {
  return { ok: true, value }
}

/** A value that does not fit its field, and why in both languages. */
export function misfit(
  keyword: string,
  zh: string,
  en: string,
  params?: Record<string, unknown>
): Parsed {
  const fault: ValueFault = { keyword, zh, en, ...(params ? { params } : {}) }
  return { ok: false, fault }
}

/** Blank is the same for every type: this turns it into null, so that a type only parses what is there. */
export function unlessBlank(
  parse: (given: unknown, field: CompiledField) => Parsed
): (given: unknown, field: CompiledField) => Parsed {
  return (given, field) => (isBlank(given) ? fits(null) : parse(given, field))
}

/** The fault of a value whose JSON type is another one. */
export function wrongType(zh: string, en: string): Parsed {
  return misfit('type', `应为${zh}`, `must be ${en}`)
}
