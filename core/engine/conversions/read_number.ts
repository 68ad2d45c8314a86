import { Decimal } from 'decimal.js'
import { failing, ok, rounded } from './converted.ts'
import type { Converted } from './converted.ts'

const noNumber = failing('不是数字', 'is no number')
/** Digits grouped by thousands, or not at all; a fraction. */
const grammar = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/

/**
 * A number as people write it: full-width digits, thousands separators, a sign of currency before or
 * 元 behind, a per-cent sign. Null when it is none.
 */
export function readNumber(text: string): Decimal | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll('，', ',')
    .trim()
    .replace(/^([+-]?)\s*(?:¥|\$|RMB|CNY)\s*/i, '$1')
    .replace(/\s*(?:元|%)$/, '')
  const parts = plain.length <= 60 ? grammar.exec(plain) : null
  if (!parts) return null
  const [, sign = '', whole = '', fraction = ''] = parts
  return new Decimal(`${sign}${whole.replaceAll(',', '')}.${fraction === '' ? '0' : fraction}`)
}

/** Text -> decimal with `scale` digits, half-up. */
export function readDecimal(text: string, scale: number): Converted {
  const number = readNumber(text)
  return number ? asDecimal(number, scale) : noNumber
}

export function readWhole(text: string): Converted {
  const number = readNumber(text)
  return number ? asWhole(number) : noNumber
}

export function asDecimal(number: Decimal, scale: number): Converted {
  const nearest = number.toDecimalPlaces(scale, Decimal.ROUND_HALF_UP)
  const value = plainZero(nearest.toFixed(scale))
  return nearest.eq(number) ? ok(value) : rounded(value)
}

export function asWhole(number: Decimal): Converted {
  const nearest = number.toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
  if (nearest.abs().gt(Number.MAX_SAFE_INTEGER)) return failing('数字过大', 'is too large')
  const value = nearest.toNumber() + 0
  return nearest.eq(number) ? ok(value) : rounded(value)
}

/** There is one zero: "-0.00" is "0.00". */
function plainZero(text: string): string {
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text
}
