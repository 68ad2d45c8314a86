import type { Decimal } from 'decimal.js'
import { costs } from '../../evaluate/costs.ts'
import {
  divisionError,
  isErrorValue,
  missingError,
  numberError,
} from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, narrow, Num, Wide } from '../../evaluate/number.ts'
import { numbersFunction } from '../aggregate_function.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { squareRoot } from '../math/transcendental.ts'
import { averageOf } from './counts.ts'
import { sortedNumbers } from './sorted_numbers.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** 集中与离散: 中位数, 标准偏差 … */
export const spreadFunctions: readonly FunctionEntry[] = [
  numbersFunction({
    name: 'MEDIAN',
    title: '中位数',
    about: '排在中间的数值，个数为偶数时为中间两个的平均值',
    body: (numbers, evaluation) => {
      if (numbers.length === 0) return numberError
      const sorted = sortedNumbers(numbers, evaluation)
      const half = sorted.length >> 1
      if (sorted.length % 2 === 1) return sorted[half]!
      return finite(sorted[half - 1]!.plus(sorted[half]!).div(2))
    },
  }),
  numbersFunction({
    name: 'MODE.SNGL',
    title: '众数',
    aliases: ['MODE'],
    about: '出现次数最多的数值，都只出现一次时为 #N/A',
    body: (numbers) => modeOf(numbers) ?? missingError,
  }),
  numbersFunction({
    name: 'VAR.S',
    title: '样本方差',
    aliases: ['VAR'],
    about: '按样本估计的方差',
    body: (numbers, evaluation) => variance(numbers, 1, evaluation),
  }),
  numbersFunction({
    name: 'VAR.P',
    title: '总体方差',
    aliases: ['VARP'],
    about: '把数值当作总体的方差',
    body: (numbers, evaluation) => variance(numbers, 0, evaluation),
  }),
  numbersFunction({
    name: 'STDEV.S',
    title: '样本标准偏差',
    aliases: ['STDEV', 'STDEVS'],
    about: '按样本估计的标准偏差',
    body: (numbers, evaluation) => deviation(numbers, 1, evaluation),
  }),
  numbersFunction({
    name: 'STDEV.P',
    title: '总体标准偏差',
    aliases: ['STDEVP'],
    about: '把数值当作总体的标准偏差',
    body: (numbers, evaluation) => deviation(numbers, 0, evaluation),
  }),
  numbersFunction({
    name: 'DEVSQ',
    title: '偏差平方和',
    about: '各数值与平均值之差的平方和',
    body: (numbers, evaluation) => {
      if (numbers.length === 0) return numberError
      return narrow(scatter(numbers, evaluation).div(numbers.length))
    },
  }),
  numbersFunction({
    name: 'AVEDEV',
    title: '平均偏差',
    about: '各数值与平均值之差的绝对值的平均值',
    body: (numbers, evaluation) => {
      const mean = averageOf(numbers, evaluation)
      if (isErrorValue(mean)) return numberError
      return averageOf(
        numbers.map((number) => number.minus(mean).abs()),
        evaluation
      )
    },
  }),
  numbersFunction({
    name: 'GEOMEAN',
    title: '几何平均值',
    about: '正数的几何平均值',
    body: geometricMean,
  }),
  numbersFunction({
    name: 'HARMEAN',
    title: '调和平均值',
    about: '正数的调和平均值',
    body: (numbers, evaluation) => {
      if (numbers.length === 0 || numbers.some((number) => !number.greaterThan(0))) {
        return numberError
      }
      spend(evaluation, 2 * costs.division * numbers.length)
      const reciprocals = numbers.reduce(
        (total, number) => total.plus(new Wide(1).div(number)),
        new Wide(0)
      )
      return narrow(new Wide(numbers.length).div(reciprocals))
    },
  }),
  declareFunction({
    name: 'TRIMMEAN',
    title: '修剪平均值',
    about: '去掉两端一定比例的数值后的平均值',
    parameters: [given('numbers', '列表'), given('number', '比例')],
    result: 'number',
    body: ([numbers, share], evaluation) => {
      if (numbers.length === 0 || share.isNegative() || share.greaterThanOrEqualTo(1)) {
        return numberError
      }
      const sorted = sortedNumbers(numbers, evaluation)
      const eachEnd = share.times(sorted.length).div(2).floor().toNumber()
      return averageOf(sorted.slice(eachEnd, sorted.length - eachEnd), evaluation)
    },
  }),
  declareFunction({
    name: 'STANDARDIZE',
    title: '标准化',
    about: '数值与平均值之差除以标准偏差',
    parameters: [given('number', '数值'), given('number', '平均值'), given('number', '标准偏差')],
    result: 'number',
    body: ([number, mean, spread], evaluation) => {
      if (!spread.greaterThan(0)) return numberError
      spend(evaluation, costs.division)
      return finite(number.minus(mean).div(spread))
    },
  }),
]

/** The first of those that occur most often, or null when none occurs twice. */
function modeOf(numbers: readonly Decimal[]): Decimal | null {
  const counts = new Map<string, { number: Decimal; count: number }>()
  let best: { number: Decimal; count: number } | null = null
  for (const number of numbers) {
    const key = number.toFixed()
    const counted = counts.get(key) ?? { number, count: 0 }
    counted.count += 1
    counts.set(key, counted)
  }
  for (const counted of counts.values()) if (counted.count > (best?.count ?? 1)) best = counted
  return best?.number ?? null
}

/** n·Σx² − (Σx)²: no mean is rounded on the way. */
function scatter(numbers: readonly Decimal[], evaluation: Evaluation): Decimal {
  spend(evaluation, 4 * numbers.length)
  let [sum, squares] = [new Wide(0), new Wide(0)]
  for (const number of numbers) {
    const wide = new Wide(number)
    sum = sum.plus(wide)
    squares = squares.plus(wide.times(wide))
  }
  return squares.times(numbers.length).minus(sum.times(sum))
}

/** Of a sample (`less` 1) or a population (`less` 0). */
function variance(
  numbers: readonly Decimal[],
  less: 0 | 1,
  evaluation: Evaluation
): Decimal | ErrorValue {
  const count = numbers.length
  if (count <= less) return divisionError
  return narrow(scatter(numbers, evaluation).div(count * (count - less)))
}

function deviation(
  numbers: readonly Decimal[],
  less: 0 | 1,
  evaluation: Evaluation
): Decimal | ErrorValue {
  const spread = variance(numbers, less, evaluation)
  return isErrorValue(spread) ? spread : squareRoot(spread, evaluation)
}

function geometricMean(numbers: readonly Decimal[], evaluation: Evaluation): Decimal | ErrorValue {
  if (numbers.length === 0 || numbers.some((number) => !number.greaterThan(0))) return numberError
  spend(evaluation, 4 * numbers.length + 5 * costs.brokenPower)
  const made = numbers.reduce((product, number) => product.times(number), new Wide(1))
  if (!made.isFinite() || made.isZero()) return numberError
  // Six digits beyond the result are enough for it to be rounded right.
  return finite(new Num(made.pow(new Wide(1).div(numbers.length)).toSignificantDigits(40)).plus(0))
}
