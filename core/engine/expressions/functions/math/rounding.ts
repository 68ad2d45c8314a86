import { divisionError, numberError } from '../../evaluate/error_value.ts'
import { costs } from '../../evaluate/costs.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num, zero } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

const rounding = [given('number', '数值'), optional('number', '位数')] as const
const stepping = [given('number', '数值'), given('number', '基数')] as const
const one = new Num(1)

/** 舍入: half is away from zero, as in Excel. */
export const roundingFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'ROUND',
    title: '四舍五入',
    about: '按位数四舍五入，位数省略为 0，负数舍入到十位、百位',
    parameters: rounding,
    result: 'number',
    body: ([number, digits], evaluation) =>
      roundTo({ number, digits, mode: Num.ROUND_HALF_UP }, evaluation),
  }),
  declareFunction({
    name: 'ROUNDUP',
    title: '向上舍入',
    about: '按位数向远离零的方向舍入',
    parameters: rounding,
    result: 'number',
    body: ([number, digits], evaluation) =>
      roundTo({ number, digits, mode: Num.ROUND_UP }, evaluation),
  }),
  declareFunction({
    name: 'ROUNDDOWN',
    title: '向下舍入',
    about: '按位数向零的方向舍入',
    parameters: rounding,
    result: 'number',
    body: ([number, digits], evaluation) =>
      roundTo({ number, digits, mode: Num.ROUND_DOWN }, evaluation),
  }),
  declareFunction({
    name: 'TRUNC',
    title: '截尾',
    about: '去掉小数部分，或只保留指定的位数',
    parameters: rounding,
    result: 'number',
    body: ([number, digits], evaluation) =>
      roundTo({ number, digits, mode: Num.ROUND_DOWN }, evaluation),
  }),
  declareFunction({
    name: 'INT',
    title: '取整',
    about: '不大于数值的最大整数',
    parameters: [given('number', '数值')],
    result: 'number',
    body: ([number]) => number.floor(),
  }),
  declareFunction({
    name: 'EVEN',
    title: '进到偶数',
    about: '向远离零的方向舍入到最近的偶数',
    parameters: [given('number', '数值')],
    result: 'number',
    body: ([number], evaluation) => {
      spend(evaluation, costs.division)
      return finite(number.div(2).toDecimalPlaces(0, Num.ROUND_UP).times(2))
    },
  }),
  declareFunction({
    name: 'ODD',
    title: '进到奇数',
    about: '向远离零的方向舍入到最近的奇数',
    parameters: [given('number', '数值')],
    result: 'number',
    body: ([number], evaluation) => {
      spend(evaluation, costs.division)
      return finite(nextOdd(number.abs()).times(number.isNegative() ? -1 : 1))
    },
  }),
  declareFunction({
    name: 'MROUND',
    title: '舍入到倍数',
    about: '舍入到基数最近的倍数，两者符号须相同',
    parameters: stepping,
    result: 'number',
    body: ([number, step], evaluation) => {
      if (number.isZero() || step.isZero()) return zero
      if (number.isNegative() !== step.isNegative()) return numberError
      return toMultiple({ number, step, mode: Num.ROUND_HALF_UP }, evaluation)
    },
  }),
  declareFunction({
    name: 'CEILING',
    title: '进到倍数',
    about: '进到基数的倍数；负数与正的基数向零进，与负的基数远离零进',
    parameters: stepping,
    result: 'number',
    body: ([number, step], evaluation) => {
      if (number.isZero() || step.isZero()) return zero
      if (!number.isNegative() && step.isNegative()) return numberError
      return toMultiple({ number, step, mode: Num.ROUND_CEIL }, evaluation)
    },
  }),
  declareFunction({
    name: 'FLOOR',
    title: '退到倍数',
    about: '退到基数的倍数；负数与正的基数远离零退，与负的基数向零退',
    parameters: stepping,
    result: 'number',
    body: ([number, step], evaluation) => {
      if (number.isZero()) return zero
      if (step.isZero()) return divisionError
      if (!number.isNegative() && step.isNegative()) return numberError
      return toMultiple({ number, step, mode: Num.ROUND_FLOOR }, evaluation)
    },
  }),
  declareFunction({
    name: 'CEILING.MATH',
    title: '向上取倍数',
    about: '向上取基数的倍数，基数省略为 1；模式不为 0 时负数远离零',
    parameters: [given('number', '数值'), optional('number', '基数'), optional('number', '模式')],
    result: 'number',
    body: ([number, step = one, mode = zero], evaluation) => {
      const isAway = !mode.isZero() && number.isNegative()
      const direction = isAway ? Num.ROUND_FLOOR : Num.ROUND_CEIL
      return toMultiple({ number, step: step.abs(), mode: direction }, evaluation)
    },
  }),
  declareFunction({
    name: 'FLOOR.MATH',
    title: '向下取倍数',
    about: '向下取基数的倍数，基数省略为 1；模式不为 0 时负数向零',
    parameters: [given('number', '数值'), optional('number', '基数'), optional('number', '模式')],
    result: 'number',
    body: ([number, step = one, mode = zero], evaluation) => {
      const isInward = !mode.isZero() && number.isNegative()
      const direction = isInward ? Num.ROUND_CEIL : Num.ROUND_FLOOR
      return toMultiple({ number, step: step.abs(), mode: direction }, evaluation)
    },
  }),
]

interface Rounding {
  readonly number: Decimal
  readonly digits: Decimal | undefined
  readonly mode: Decimal.Rounding
}

/** Digits behind the point, or before it when negative; away from zero is up, as in Excel. */
function roundTo({ number, digits, mode }: Rounding, evaluation: Evaluation): Decimal | ErrorValue {
  const places = Math.max(-300, Math.min(300, digits?.trunc().toNumber() ?? 0))
  if (places >= 0) return number.toDecimalPlaces(places, mode)
  spend(evaluation, costs.division)
  const unit = new Num(10).pow(-places)
  return finite(number.div(unit).toDecimalPlaces(0, mode).times(unit))
}

interface Stepping {
  readonly number: Decimal
  readonly step: Decimal
  readonly mode: Decimal.Rounding
}

/**
 * The number in whole steps. With a negative step the quotient turns its sign, so the direction turns
 * with it: CEILING(-7, -2) is -8.
 */
function toMultiple({ number, step, mode }: Stepping, evaluation: Evaluation) {
  if (step.isZero()) return zero
  spend(evaluation, costs.division)
  return finite(number.div(step).toDecimalPlaces(0, mode).times(step))
}

function nextOdd(size: Decimal): Decimal {
  if (size.lessThanOrEqualTo(1)) return one
  return size.minus(1).div(2).toDecimalPlaces(0, Num.ROUND_UP).times(2).plus(1)
}
