import { Decimal } from 'decimal.js'
import { numberError } from './error_value.ts'
import type { ErrorValue } from './error_value.ts'

/**
 * Numbers of expressions: 34 significant digits, half-up (away from zero), remainder with the sign of the
 * divisor as in Excel. Exponents end at 300, so that no number becomes a megabyte of text.
 */
export const Num = Decimal.clone({
  defaults: true,
  precision: 34,
  rounding: Decimal.ROUND_HALF_UP,
  modulo: Decimal.ROUND_FLOOR,
  minE: -300,
  maxE: 300,
})

export const zero = new Num(0)

/**
 * For what is computed on the way (sums of squares, iterations): twice the digits, so that the result
 * cut to 34 is that of exact arithmetic.
 */
export const Wide = Num.clone({ precision: 76 })

/** A number of the way, as a result. */
export function narrow(number: Decimal): Decimal | ErrorValue {
  return finite(new Num(number).plus(0))
}

const decimalText = /^-?\d{1,300}(?:\.\d{1,300})?$/

/** The number a plain decimal text such as "-12.50" stands for, or null; no exponents, no blanks, no hex. */
export function parseNumber(text: string): Decimal | null {
  return decimalText.test(text) ? new Num(text) : null
}

/** Overflow, and what is no number at all (a root of -1), is #NUM!. */
export function finite(number: Decimal): Decimal | ErrorValue {
  return number.isFinite() ? number : numberError
}

/** Plain notation, never an exponent, never "-0". */
export function numberText(number: Decimal): string {
  return number.toFixed()
}
