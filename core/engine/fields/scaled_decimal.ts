import { Decimal } from 'decimal.js'
import { ordering } from './operators.ts'
import { fits, misfit, unlessBlank, wrongType } from './parsed.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from './field_type.ts'

/** Digits in all a decimal may have: keeps the scaled integer inside 2^53. */
export const decimalDigits = 15
/** Digits after the point a field may ask for. */
export const largestScale = 8

const grammar = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/

/**
 * Decimal text -> the same number with exactly `scale` digits after the point. Strict: no number,
 * no exponent, no plus sign, no leading zeros; digits as written count, so "1.500" does not fit scale 2.
 */
export function parseDecimal(given: unknown, scale: number): Parsed {
  const parsed = parseExactDecimal(given, scale)
  if (!parsed.ok) return parsed
  const digits = String(parsed.value).replace(/[-.]/g, '').replace(/^0+/, '')
  if (digits.length <= decimalDigits) return parsed
  const [zh, en] = [`最多 ${decimalDigits} 位数字`, `at most ${decimalDigits} digits in all`]
  return misfit('digits', zh, en, { digits: decimalDigits })
}

/** The same for numbers no field keeps, such as sums: as many digits as fit 40 characters. */
export function parseExactDecimal(given: unknown, scale: number): Parsed {
  if (typeof given !== 'string') {
    return wrongType('写成文本的小数，如 "12.50"', 'a decimal in a string, like "12.50"')
  }
  const parts = given.length <= 40 ? grammar.exec(given) : null
  if (!parts) return misfit('format', '不是小数，应如 "12.50"', 'is not a decimal like "12.50"')
  const [, sign = '', whole = '0', fraction = ''] = parts
  if (fraction.length > scale) {
    return misfit('scale', `最多 ${scale} 位小数`, `at most ${scale} digits after the point`, {
      scale,
    })
  }
  const digits = (whole + fraction.padEnd(scale, '0')).replace(/^0+/, '')
  return fits(pointed(digits === '' ? '' : sign, digits, scale))
}

/** Sign and significant digits of a scaled integer -> text with the point in its place. */
function pointed(sign: string, digits: string, scale: number): string {
  const padded = digits.padStart(scale + 1, '0')
  if (scale === 0) return sign + padded
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

/** "12.50" at scale 2 -> 1250. Exact: at most 15 digits. */
export function toScaledInteger(text: string, scale: number): number {
  return new Decimal(text).times(Decimal.pow(10, scale)).toNumber()
}

/** 1250 at scale 2 -> "12.50"; takes what the drivers return for an integer column. */
export function fromScaledInteger(stored: unknown, scale: number): string | null {
  if (stored === null || stored === undefined) return null
  const text = String(stored)
  const sign = text.startsWith('-') ? '-' : ''
  return pointed(sign, sign ? text.slice(1) : text, scale)
}

/** Numeric order of two decimals in text, whatever their scales. */
export function compareDecimals(a: Value, b: Value): number {
  return new Decimal(String(a)).comparedTo(String(b))
}

/** Faces of a type whose value is a scaled decimal; decimal and money differ in how people see them. */
export function scaledDecimalType(
  name: string,
  format: (value: Value, field: CompiledField) => string
): FieldType {
  return {
    name,
    resultType: name,
    valueType: () => ({ kind: 'number' }),
    operators: ordering,
    sortable: true,
    column: (dialect) => (dialect === 'sqlite' ? 'INTEGER' : 'bigint'),
    parse: unlessBlank((given, field) => parseDecimal(given, field.scale)),
    toColumn: (value, _dialect, field) =>
      value === null ? null : toScaledInteger(String(value), field.scale),
    fromColumn: (stored, _dialect, field) => fromScaledInteger(stored, field.scale),
    compare: compareDecimals,
    format,
  }
}
