import { costs, wholePowerCost } from '../../evaluate/costs.ts'
import { divisionError, isErrorValue, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num, zero } from '../../evaluate/number.ts'
import { raise } from '../../evaluate/raise.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

const terms = [
  given('number', '原值'),
  given('number', '残值'),
  given('number', '使用期数'),
] as const
const inPeriod = [...terms, given('number', '第几期')] as const
const one = new Num(1)

/** 折旧. */
export const depreciationFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'SLN',
    title: '直线折旧',
    about: '直线法每期的折旧额',
    parameters: terms,
    result: 'number',
    body: ([cost, salvage, life], evaluation) => {
      if (life.isZero()) return divisionError
      spend(evaluation, costs.division)
      return finite(cost.minus(salvage).div(life))
    },
  }),
  declareFunction({
    name: 'SYD',
    title: '年数总和折旧',
    about: '年数总和法某一期的折旧额',
    parameters: inPeriod,
    result: 'number',
    body: ([cost, salvage, life, period], evaluation) => {
      if (!life.greaterThan(0) || period.lessThan(1) || period.greaterThan(life)) return numberError
      spend(evaluation, costs.division)
      const share = life.minus(period).plus(1).times(2)
      return finite(
        cost
          .minus(salvage)
          .times(share)
          .div(life.times(life.plus(1)))
      )
    },
  }),
  declareFunction({
    name: 'DB',
    title: '固定余额折旧',
    about: '固定余额递减法某一期的折旧额，折旧率取三位小数，可给出首年月数',
    parameters: [...inPeriod, optional('number', '首年月数')],
    result: 'number',
    body: ([cost, salvage, life, period, months = new Num(12)], evaluation) =>
      fixedDeclining(
        { cost, salvage, life, period: period.trunc(), months: months.trunc() },
        evaluation
      ),
  }),
  declareFunction({
    name: 'DDB',
    title: '双倍余额折旧',
    about: '双倍余额递减法某一期的折旧额，倍数省略为 2',
    parameters: [...inPeriod, optional('number', '倍数')],
    result: 'number',
    body: ([cost, salvage, life, period, factor = new Num(2)], evaluation) =>
      doubleDeclining({ cost, salvage, life, period, factor }, evaluation),
  }),
]

interface Asset {
  readonly cost: Decimal
  readonly salvage: Decimal
  readonly life: Decimal
  readonly period: Decimal
}

function isAsset({ cost, salvage, life, period }: Asset): boolean {
  const isValued = !cost.isNegative() && !salvage.isNegative()
  return isValued && life.greaterThan(0) && period.greaterThan(0) && life.lessThan(10_000)
}

/** The first year counts its months only, so an asset has a part of a year behind its life. */
function fixedDeclining(
  asset: Asset & { readonly months: Decimal },
  evaluation: Evaluation
): Decimal | ErrorValue {
  const { cost, salvage, life, period, months } = asset
  if (!isAsset(asset) || months.lessThan(1) || months.greaterThan(12)) return numberError
  const last = months.lessThan(12) ? life.plus(1) : life
  if (period.greaterThan(last)) return numberError
  if (cost.isZero()) return zero
  spend(evaluation, 2 * costs.division)
  const left = salvage.isZero() ? zero : raise(salvage.div(cost), one.div(life), evaluation)
  if (isErrorValue(left)) return left
  const rate = one.minus(left).toDecimalPlaces(3, Num.ROUND_HALF_UP)
  const first = cost.times(rate).times(months).div(12)
  if (period.equals(1)) return finite(first)
  spend(evaluation, wholePowerCost(period.toNumber()))
  const owned = cost.minus(first).times(powerOrOne(one.minus(rate), period.minus(2)))
  const depreciation = owned.times(rate)
  const isRest = months.lessThan(12) && period.greaterThan(life)
  return finite(isRest ? depreciation.times(new Num(12).minus(months)).div(12) : depreciation)
}

/** What is left falls by factor/life each period, and never below the salvage. */
function doubleDeclining(
  asset: Asset & { readonly factor: Decimal },
  evaluation: Evaluation
): Decimal | ErrorValue {
  const { cost, salvage, life, period, factor } = asset
  if (!isAsset(asset) || period.greaterThan(life) || !factor.greaterThan(0)) return numberError
  spend(evaluation, costs.division)
  const rate = Num.min(one, factor.div(life))
  const valueAfter = (periods: Decimal): Decimal => {
    if (!periods.greaterThan(0)) return cost
    spend(evaluation, periods.isInteger() ? wholePowerCost(periods.toNumber()) : costs.brokenPower)
    return cost.times(powerOrOne(one.minus(rate), periods))
  }
  const before = Num.max(valueAfter(period.minus(1)), salvage)
  const after = Num.max(valueAfter(period), salvage)
  return finite(Num.max(before.minus(after), 0))
}

function powerOrOne(base: Decimal, exponent: Decimal): Decimal {
  return exponent.isZero() ? one : base.pow(exponent)
}
