import { Decimal } from 'decimal.js'
import { isErrorValue } from './error_value.ts'
import { Num } from './number.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { Value } from '#engine/values.ts'

/** Decimal fields keep at most this many digits in all (definitions.md, "What a field is"). */
const most = new Num('999999999999999')

/**
 * A result as an in-memory field value. A number becomes a decimal text of `scale` digits, half-up;
 * with scale null an integer number; without a scale an integer number, or the exact decimal text
 * where it has a fraction. Errors, lists and numbers that no field can hold become blank.
 */
export function toValue(result: ExpressionResult, scale?: number | null): Value {
  if (!(result instanceof Decimal)) return typeof result === 'object' ? null : blankOf(result)
  if (scale === null) return integerOf(result.round())
  if (scale === undefined) return result.isInteger() ? integerOf(result) : result.toFixed()
  // Rounded first: toFixed alone keeps the sign of -0.001 as "-0.00".
  const rounded = result.toDecimalPlaces(scale, Num.ROUND_HALF_UP)
  const scaled = rounded.abs().times(new Num(10).pow(scale))
  return scaled.greaterThan(most) ? null : rounded.toFixed(scale)
}

/** A condition is met only by TRUE. */
export function isTrue(result: ExpressionResult): boolean {
  return result === true
}

/** An `x-check` fails only on FALSE: blank and errors pass. */
export function isFalse(result: ExpressionResult): boolean {
  return result === false
}

export function isError(result: ExpressionResult): boolean {
  return isErrorValue(result)
}

function integerOf(integer: Decimal): number | null {
  const number = integer.toNumber() + 0
  return Number.isSafeInteger(number) ? number : null
}

function blankOf(result: string | boolean): Value {
  return result === '' ? null : result
}
