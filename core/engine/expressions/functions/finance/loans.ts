import { costs } from '../../evaluate/costs.ts'
import { numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num, zero } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { annuityFactor, dueAt, futureValue, growth, interestOf, paymentOf } from './annuity.ts'
import { solveRate } from './solve.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

const rate = given('number', '每期利率')
const periods = given('number', '期数')
const payment = given('number', '每期付款')
const present = given('number', '现值')
const [future, due] = [optional('number', '终值'), optional('number', '期初付款')]
const shared = [rate, given('number', '第几期'), periods, present, future, due] as const
const cumulative = [
  ...[rate, periods, present],
  ...[given('number', '首期'), given('number', '末期'), given('number', '期初付款')],
] as const

/** 贷款与年金: signs as in Excel, money paid out is negative. */
export const loanFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'PMT',
    title: '每期付款',
    about: '等额分期每期的付款额',
    parameters: [rate, periods, present, future, due],
    result: 'number',
    body: ([r, n, pv, fv = zero, type], evaluation) =>
      n.isZero() || !r.greaterThan(-1)
        ? numberError
        : finite(
            paymentOf(
              { rate: r, periods: n, present: pv, future: fv, atBeginning: dueAt(type) },
              evaluation
            )
          ),
  }),
  declareFunction({
    name: 'IPMT',
    title: '某期利息',
    about: '等额分期某一期付款中的利息',
    parameters: shared,
    result: 'number',
    body: (args, evaluation) => partsOfPayment(args, evaluation)?.interest ?? numberError,
  }),
  declareFunction({
    name: 'PPMT',
    title: '某期本金',
    about: '等额分期某一期付款中的本金',
    parameters: shared,
    result: 'number',
    body: (args, evaluation) => partsOfPayment(args, evaluation)?.principal ?? numberError,
  }),
  declareFunction({
    name: 'CUMIPMT',
    title: '累计利息',
    about: '等额分期从首期到末期的利息合计',
    parameters: cumulative,
    result: 'number',
    body: (args, evaluation) => accumulated(args, 'interest', evaluation),
  }),
  declareFunction({
    name: 'CUMPRINC',
    title: '累计本金',
    about: '等额分期从首期到末期的本金合计',
    parameters: cumulative,
    result: 'number',
    body: (args, evaluation) => accumulated(args, 'principal', evaluation),
  }),
  declareFunction({
    name: 'ISPMT',
    title: '等额本金利息',
    about: '等额本金某一期（从 0 起）的利息',
    parameters: [rate, given('number', '第几期'), periods, present],
    result: 'number',
    body: ([r, period, n, pv], evaluation) => {
      if (n.isZero()) return numberError
      spend(evaluation, costs.division)
      return finite(pv.times(r).times(period.div(n).minus(1)))
    },
  }),
  declareFunction({
    name: 'PV',
    title: '现值',
    about: '一系列等额付款现在的价值',
    parameters: [rate, periods, payment, future, due],
    result: 'number',
    body: ([r, n, pmt, fv = zero, type], evaluation) => {
      if (!r.greaterThan(-1)) return numberError
      const terms = { rate: r, periods: n, atBeginning: dueAt(type) }
      const paid = pmt.times(annuityFactor(terms, evaluation))
      spend(evaluation, costs.division)
      return finite(
        paid
          .plus(fv)
          .div(growth(r, n, evaluation))
          .neg()
      )
    },
  }),
  declareFunction({
    name: 'FV',
    title: '终值',
    about: '一系列等额付款到期时的价值',
    parameters: [rate, periods, payment, optional('number', '现值'), due],
    result: 'number',
    body: ([r, n, pmt, pv = zero, type], evaluation) =>
      r.greaterThan(-1)
        ? finite(
            futureValue(
              { rate: r, periods: n, payment: pmt, present: pv, atBeginning: dueAt(type) },
              evaluation
            )
          )
        : numberError,
  }),
  declareFunction({
    name: 'NPER',
    title: '期数',
    about: '还清或攒够所需的期数',
    parameters: [rate, payment, present, future, due],
    result: 'number',
    body: ([r, pmt, pv, fv = zero, type], evaluation) =>
      periodsOf({ r, pmt, pv, fv, atBeginning: dueAt(type) }, evaluation),
  }),
  declareFunction({
    name: 'RATE',
    title: '每期利率',
    about: '等额付款的每期利率，由迭代求得，可给出猜测值',
    parameters: [periods, payment, present, future, due, optional('number', '猜测值')],
    result: 'number',
    body: ([n, pmt, pv, fv = zero, type, guess = new Num('0.1')], evaluation) => {
      if (!n.greaterThan(0) || !guess.greaterThan(-1)) return numberError
      const atBeginning = dueAt(type)
      const missing = (r: Decimal) => {
        const terms = { rate: r, periods: n, payment: pmt, present: pv, atBeginning }
        return futureValue(terms, evaluation).minus(fv)
      }
      return solveRate(missing, guess, evaluation)
    },
  }),
]

type SharedArguments = readonly [Decimal, Decimal, Decimal, Decimal, Decimal?, Decimal?]

/** Interest and principal of one period, or null where the terms have no such period. */
function partsOfPayment(
  [r, period, n, pv, fv = zero, type]: SharedArguments,
  evaluation: Evaluation
): { interest: Decimal | ErrorValue; principal: Decimal | ErrorValue } | null {
  if (period.lessThan(1) || period.greaterThan(n) || !r.greaterThan(-1)) return null
  const atBeginning = dueAt(type)
  const terms = { rate: r, periods: n, present: pv, atBeginning }
  const paid = paymentOf({ ...terms, future: fv }, evaluation)
  const interest = interestOf({ ...terms, payment: paid, period }, evaluation)
  return { interest: finite(interest), principal: finite(paid.minus(interest)) }
}

type CumulativeArguments = readonly [Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]

function accumulated(
  [r, n, pv, start, end, type]: CumulativeArguments,
  part: 'interest' | 'principal',
  evaluation: Evaluation
): Decimal | ErrorValue {
  const [first, last] = [start.trunc(), end.trunc()]
  const isTerm = r.greaterThan(0) && n.greaterThan(0) && pv.greaterThan(0)
  const isSpan = first.greaterThanOrEqualTo(1) && last.greaterThanOrEqualTo(first)
  const isType = type.isZero() || type.equals(1)
  if (!isTerm || !isSpan || !isType || last.greaterThan(n)) return numberError
  let total = zero
  for (let period = first; period.lessThanOrEqualTo(last); period = period.plus(1)) {
    const parts = partsOfPayment([r, period, n, pv, zero, type], evaluation)
    const one = parts?.[part]
    if (one === undefined || 'error' in one) return numberError
    total = total.plus(one)
  }
  return finite(total)
}

interface PeriodTerms {
  readonly r: Decimal
  readonly pmt: Decimal
  readonly pv: Decimal
  readonly fv: Decimal
  readonly atBeginning: 0 | 1
}

function periodsOf(
  { r, pmt, pv, fv, atBeginning }: PeriodTerms,
  evaluation: Evaluation
): Decimal | ErrorValue {
  if (!r.greaterThan(-1)) return numberError
  spend(evaluation, 2 * costs.division)
  if (r.isZero()) return pmt.isZero() ? numberError : finite(pv.plus(fv).div(pmt).neg())
  const perRate = pmt.times(atBeginning === 1 ? r.plus(1) : 1).div(r)
  const ratio = perRate.minus(fv).div(perRate.plus(pv))
  if (!ratio.greaterThan(0)) return numberError
  spend(evaluation, 2 * costs.logarithm)
  return finite(ratio.ln().div(r.plus(1).ln()))
}
