import { costs } from '../../evaluate/costs.ts'
import { divisionError, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, zero } from '../../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'

/** Roots, logarithms and exponentials, charged by what they cost; outside their range #NUM!. */
export function squareRoot(number: Decimal, evaluation: Evaluation): Decimal | ErrorValue {
  if (number.isNegative() && !number.isZero()) return numberError
  spend(evaluation, costs.root)
  return number.abs().sqrt()
}

/** Natural without a base. A base of 1 divides by zero, as in Excel. */
export function logarithm(
  number: Decimal,
  evaluation: Evaluation,
  base?: Decimal
): Decimal | ErrorValue {
  if (!number.greaterThan(0) || (base && !base.greaterThan(0))) return numberError
  if (base?.equals(1)) return divisionError
  spend(evaluation, base ? 2 * costs.logarithm : costs.logarithm)
  return finite(base ? number.log(base) : number.ln())
}

/** Beyond 700 the result is outside what numbers hold; it is told before it is computed. */
export function exponential(exponent: Decimal, evaluation: Evaluation): Decimal | ErrorValue {
  if (exponent.greaterThan(700)) return numberError
  if (exponent.lessThan(-700)) return zero
  spend(evaluation, costs.exponential)
  return finite(exponent.exp())
}
