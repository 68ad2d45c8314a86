import type { ErrorCode, ExpressionResult } from '../compiled_expression.ts'

/** A typed error that is a value: it propagates through operators and functions until IFERROR. */
export interface ErrorValue {
  readonly error: ErrorCode
}

export const divisionError: ErrorValue = Object.freeze({ error: '#DIV/0!' })
export const valueError: ErrorValue = Object.freeze({ error: '#VALUE!' })
export const numberError: ErrorValue = Object.freeze({ error: '#NUM!' })
/** A place outside its list. */
export const referenceError: ErrorValue = Object.freeze({ error: '#REF!' })
/** What was looked for is not there. */
export const missingError: ErrorValue = Object.freeze({ error: '#N/A' })

export function isErrorValue(result: ExpressionResult): result is ErrorValue {
  return typeof result === 'object' && result !== null && 'error' in result
}
