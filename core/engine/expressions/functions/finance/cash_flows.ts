import { dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { costs, wholePowerCost } from '../../evaluate/costs.ts'
import { divisionError, isErrorValue, numberError, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num, zero } from '../../evaluate/number.ts'
import { raise } from '../../evaluate/raise.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { solveRate } from './solve.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

const flows = given('numbers', '现金流')
const guessed = optional('number', '猜测值')
const dated = [given('numberCells', '现金流'), given('dayCells', '日期')] as const
const one = new Num(1)
const daysOfYear = 365

/** 现金流: their value now, and the rate at which it is zero. */
export const cashFlowFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'NPV',
    title: '净现值',
    about: '按折现率计算的净现值，第一笔现金流在第一期末',
    parameters: [given('number', '折现率')],
    repeated: [flows],
    result: 'number',
    body: ([rate], evaluation, { rest }) => {
      const values = (rest as readonly (readonly Decimal[])[]).flat()
      if (rate.equals(-1)) return divisionError
      const factor = reciprocal(rate, evaluation)
      return finite(discounted(values, factor, evaluation).times(factor))
    },
  }),
  declareFunction({
    name: 'IRR',
    title: '内部收益率',
    about: '净现值为零的折现率，由迭代求得；现金流须有正有负，否则为 #NUM!',
    parameters: [flows, guessed],
    result: 'number',
    body: ([values, guess = new Num('0.1')], evaluation) => {
      if (!hasBothSigns(values) || !guess.greaterThan(-1)) return numberError
      const value = (rate: Decimal) => discounted(values, reciprocal(rate, evaluation), evaluation)
      return solveRate(value, guess, evaluation)
    },
  }),
  declareFunction({
    name: 'MIRR',
    title: '修正内部收益率',
    about: '考虑融资利率和再投资利率的内部收益率',
    parameters: [flows, given('number', '融资利率'), given('number', '再投资利率')],
    result: 'number',
    body: ([values, financing, reinvesting], evaluation) =>
      modifiedRate({ values, financing, reinvesting }, evaluation),
  }),
  declareFunction({
    name: 'XNPV',
    title: '不定期净现值',
    about: '按日期折现的净现值，以第一个日期为起点，一年 365 天',
    parameters: [given('number', '折现率'), ...dated],
    alignsRows: true,
    result: 'number',
    body: ([rate, values, dates], evaluation) => {
      const dayFlows = flowsByDay(values, dates)
      if (isErrorValue(dayFlows as ErrorValue)) return dayFlows as ErrorValue
      if (!rate.greaterThan(-1)) return numberError
      // One root for all: a flow after n days is worth factor^n.
      const factor = raise(rate.plus(1), new Num(-1).div(daysOfYear), evaluation)
      if (isErrorValue(factor)) return factor
      return finite(discountedByDay(dayFlows as readonly DayFlow[], factor, evaluation))
    },
  }),
  declareFunction({
    name: 'XIRR',
    title: '不定期内部收益率',
    about: '按日期折现的净现值为零的年利率，一年 365 天',
    parameters: [...dated, guessed],
    alignsRows: true,
    result: 'number',
    body: ([values, dates, guess = new Num('0.1')], evaluation) => {
      const dayFlows = flowsByDay(values, dates)
      if (isErrorValue(dayFlows as ErrorValue)) return dayFlows as ErrorValue
      const list = dayFlows as readonly DayFlow[]
      if (!hasBothSigns(list.map(({ amount }) => amount))) return numberError
      return yearlyRate(list, guess, evaluation)
    },
  }),
]

function reciprocal(rate: Decimal, evaluation: Evaluation): Decimal {
  spend(evaluation, costs.division)
  return one.div(rate.plus(1))
}

/** Σ value·factor^n from n = 0, by Horner. */
function discounted(values: readonly Decimal[], factor: Decimal, evaluation: Evaluation): Decimal {
  spend(evaluation, 4 * values.length)
  return values.reduceRight((total, value) => total.times(factor).plus(value), zero)
}

function hasBothSigns(values: readonly Decimal[]): boolean {
  const isPaid = (value: Decimal) => value.isNegative() && !value.isZero()
  return values.some(isPaid) && values.some((value) => value.greaterThan(0))
}

interface DayFlow {
  readonly amount: Decimal
  /** Days after the first flow. */
  readonly day: number
}

/** Flows with their days; rows without an amount are left out. #NUM! before the first date, #VALUE! without a date. */
function flowsByDay(
  values: readonly (Decimal | null)[],
  dates: readonly (string | null)[]
): readonly DayFlow[] | ErrorValue {
  if (values.length !== dates.length || values.length === 0) return numberError
  const flowsFound: DayFlow[] = []
  let first: number | null = null
  for (const [row, amount] of values.entries()) {
    const date = dates[row] ?? null
    if (amount === null) continue
    const parts = date === null ? null : dateParts(date)
    if (!parts) return valueError
    const day = dayNumber(parts)
    first ??= day
    if (day < first) return numberError
    flowsFound.push({ amount, day: day - first })
  }
  return flowsFound.sort((a, b) => a.day - b.day)
}

/** Σ amount·factor^day by Horner over the gaps between the days. */
function discountedByDay(
  dayFlows: readonly DayFlow[],
  factor: Decimal,
  evaluation: Evaluation
): Decimal {
  let total = zero
  for (let index = dayFlows.length - 1; index >= 0; index--) {
    const { amount, day } = dayFlows[index]!
    const gap = day - (dayFlows[index - 1]?.day ?? 0)
    spend(evaluation, wholePowerCost(gap))
    total = total.plus(amount).times(gap === 0 ? 1 : factor.pow(gap))
  }
  return total
}

/** One root for each rate that is tried; all flows share it. */
function yearlyRate(
  dayFlows: readonly DayFlow[],
  guess: Decimal,
  evaluation: Evaluation
): Decimal | ErrorValue {
  if (!guess.greaterThan(-1)) return numberError
  const value = (rate: Decimal) => {
    const factor = raise(rate.plus(1), new Num(-1).div(daysOfYear), evaluation)
    return isErrorValue(factor) ? new Num(NaN) : discountedByDay(dayFlows, factor, evaluation)
  }
  return solveRate(value, guess, evaluation)
}

function modifiedRate(
  terms: { values: readonly Decimal[]; financing: Decimal; reinvesting: Decimal },
  evaluation: Evaluation
): Decimal | ErrorValue {
  const { values, financing, reinvesting } = terms
  if (!hasBothSigns(values)) return divisionError
  if (!financing.greaterThan(-1) || !reinvesting.greaterThan(-1)) return numberError
  const gains = values.map((value) => (value.greaterThan(0) ? value : zero))
  const losses = values.map((value) => (value.greaterThan(0) ? zero : value))
  const factor = reciprocal(reinvesting, evaluation)
  const gained = discounted(gains, factor, evaluation)
  const lost = discounted(losses, reciprocal(financing, evaluation), evaluation)
  const periods = values.length - 1
  const grown = raise(reinvesting.plus(1), new Num(periods), evaluation)
  if (isErrorValue(grown)) return grown
  const ratio = gained.times(grown).div(lost.neg())
  const root = raise(ratio, one.div(periods), evaluation)
  return isErrorValue(root) ? root : finite(root.minus(1))
}
