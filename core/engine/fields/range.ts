import { Decimal } from 'decimal.js'
import { isBlank } from '#engine/values.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { ValueFault } from './field_type.ts'

/**
 * `x-minimum` and `x-maximum` of a decimal or money field: JSON Schema's own words compare numbers,
 * and decimals are text. Blank is never out of range.
 */
export function checkRange(value: Value, field: CompiledField): ValueFault | null {
  if (isBlank(value) || typeof value !== 'string') return null
  const least = field.schema['x-minimum']
  const most = field.schema['x-maximum']
  if (typeof least === 'string' && new Decimal(value).lt(least)) {
    return fault('minimum', `不能小于 ${least}`, `must not be below ${least}`, least)
  }
  if (typeof most === 'string' && new Decimal(value).gt(most)) {
    return fault('maximum', `不能大于 ${most}`, `must not be above ${most}`, most)
  }
  return null
}

/** Whether a code, or each of a list, is one of its dictionary or lifecycle; `codes` null means any code will do. */
export function checkCode(value: Value, codes: ReadonlySet<string> | null): ValueFault | null {
  if (isBlank(value) || codes === null) return null
  const given: readonly Value[] = Array.isArray(value) ? (value as readonly Value[]) : [value]
  const unknown = given.find((code) => !codes.has(String(code)))
  if (unknown === undefined) return null
  const shown = String(unknown).slice(0, 100)
  return {
    keyword: 'code',
    zh: `没有选项“${shown}”`,
    en: `has no option "${shown}"`,
    params: { value: shown },
  }
}

function fault(keyword: string, zh: string, en: string, limit: string): ValueFault {
  return { keyword, zh, en, params: { limit } }
}
