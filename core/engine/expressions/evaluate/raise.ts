import { costs, wholePowerCost } from './costs.ts'
import { divisionError, numberError } from './error_value.ts'
import { spend } from './evaluation.ts'
import { finite } from './number.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from './error_value.ts'
import type { Evaluation } from './evaluation.ts'

/** A power, charged by what it costs. 0^0 is #NUM!, 0^-1 is #DIV/0!, a root of a negative number #NUM!. */
export function raise(
  base: Decimal,
  exponent: Decimal,
  evaluation: Evaluation
): Decimal | ErrorValue {
  if (base.isZero() && exponent.isNegative() && !exponent.isZero()) return divisionError
  if (base.isZero() && exponent.isZero()) return numberError
  const isWhole = exponent.isInteger()
  spend(evaluation, isWhole ? wholePowerCost(exponent.toNumber()) : costs.brokenPower)
  return finite(base.pow(exponent))
}
