import { Decimal } from 'decimal.js'
import { compareText } from '../../evaluate/text.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'

/**
 * Order of two values of one kind: numbers, texts by code point, dates, FALSE before TRUE. Null when
 * they are of different kinds or a blank is among them.
 */
export function orderOfValues(a: ExpressionResult, b: ExpressionResult): number | null {
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return null
}

/** As `=` of the language: blank equals blank only. */
export function areEqual(a: ExpressionResult, b: ExpressionResult): boolean {
  if (a === null || b === null) return a === b
  return orderOfValues(a, b) === 0
}
