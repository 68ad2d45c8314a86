import { costs, wholePowerCost } from '../../evaluate/costs.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'

/** Payments of one size at regular intervals, in Excel's terms: what is paid out is negative. */
export interface Annuity {
  /** Interest of one period. */
  readonly rate: Decimal
  /** Number of periods. */
  readonly periods: Decimal
  readonly payment: Decimal
  readonly present: Decimal
  /** 1 when payments are due at the beginning of a period, else 0. */
  readonly atBeginning: 0 | 1
}

const one = new Num(1)

/** A type of 0 means the end of a period, any other its beginning. */
export function dueAt(type: Decimal | undefined): 0 | 1 {
  return type === undefined || type.isZero() ? 0 : 1
}

/** (1 + rate)^periods, charged. May be no number or without end; whoever uses it looks. */
export function growth(rate: Decimal, periods: Decimal, evaluation: Evaluation): Decimal {
  const isWhole = periods.isInteger()
  spend(evaluation, isWhole ? wholePowerCost(periods.toNumber()) : costs.brokenPower)
  return rate.plus(1).pow(periods)
}

/** Sum of the growth factors of all payments. */
export function annuityFactor(
  { rate, periods, atBeginning }: Omit<Annuity, 'payment' | 'present'>,
  evaluation: Evaluation
): Decimal {
  if (rate.isZero()) return periods
  spend(evaluation, costs.division)
  const due = atBeginning === 1 ? rate.plus(1) : one
  return growth(rate, periods, evaluation).minus(1).div(rate).times(due)
}

/** What the annuity is worth behind its last period, with the sign of Excel's FV. */
export function futureValue(annuity: Annuity, evaluation: Evaluation): Decimal {
  const { rate, periods, payment, present } = annuity
  const grown = present.times(growth(rate, periods, evaluation))
  return grown.plus(payment.times(annuityFactor(annuity, evaluation))).neg()
}

/** The payment that brings a present value to a future value. */
export function paymentOf(
  terms: Omit<Annuity, 'payment'> & { readonly future: Decimal },
  evaluation: Evaluation
): Decimal {
  spend(evaluation, costs.division)
  const { rate, periods, present, future } = terms
  const grown = present.times(growth(rate, periods, evaluation))
  return grown.plus(future).div(annuityFactor(terms, evaluation)).neg()
}

/** Interest in the payment of one period, as Excel's IPMT. */
export function interestOf(
  terms: Omit<Annuity, 'payment'> & { readonly payment: Decimal; readonly period: Decimal },
  evaluation: Evaluation
): Decimal {
  const { rate, period, atBeginning } = terms
  if (atBeginning === 1 && period.equals(1)) return new Num(0)
  const before = { ...terms, periods: period.minus(1) }
  const owed = futureValue(before, evaluation)
  const interest = owed.times(rate)
  return atBeginning === 1 ? interest.div(rate.plus(1)) : interest
}
