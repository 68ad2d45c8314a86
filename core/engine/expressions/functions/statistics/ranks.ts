import { costs } from '../../evaluate/costs.ts'
import { missingError, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { sortedNumbers } from './sorted_numbers.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

const list = given('numbers', '列表')
const ranked = [given('number', '数值'), list, optional('number', '升序')] as const

/** 排位: places in the order of a list. */
export const rankFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'LARGE',
    title: '第几大',
    about: '列表中第几大的数值',
    parameters: [list, given('number', '第几个')],
    result: 'number',
    body: ([numbers, place], evaluation) => {
      const sorted = sortedNumbers(numbers, evaluation)
      return sorted[sorted.length - place.trunc().toNumber()] ?? numberError
    },
  }),
  declareFunction({
    name: 'SMALL',
    title: '第几小',
    about: '列表中第几小的数值',
    parameters: [list, given('number', '第几个')],
    result: 'number',
    body: ([numbers, place], evaluation) =>
      sortedNumbers(numbers, evaluation)[place.trunc().toNumber() - 1] ?? numberError,
  }),
  declareFunction({
    name: 'RANK.EQ',
    title: '排名',
    aliases: ['RANK'],
    about: '数值在列表中的名次，默认降序，并列取最前；不在其中为 #N/A',
    parameters: ranked,
    result: 'number',
    body: ([number, numbers, order]) => {
      const { before, equal } = placesOf(number, numbers, order)
      return equal === 0 ? missingError : new Num(before + 1)
    },
  }),
  declareFunction({
    name: 'RANK.AVG',
    title: '平均排名',
    about: '数值在列表中的名次，并列取平均名次',
    parameters: ranked,
    result: 'number',
    body: ([number, numbers, order]) => {
      const { before, equal } = placesOf(number, numbers, order)
      return equal === 0 ? missingError : new Num(before * 2 + equal + 1).div(2)
    },
  }),
  declareFunction({
    name: 'PERCENTILE.INC',
    title: '百分位数',
    aliases: ['PERCENTILE'],
    about: '列表在 0 至 1 某一比例处的数值，含两端',
    parameters: [list, given('number', '比例')],
    result: 'number',
    body: ([numbers, share], evaluation) => inclusive(numbers, share, evaluation),
  }),
  declareFunction({
    name: 'PERCENTILE.EXC',
    title: '百分位数不含端点',
    about: '列表在 0 与 1 之间某一比例处的数值，不含两端',
    parameters: [list, given('number', '比例')],
    result: 'number',
    body: ([numbers, share], evaluation) => exclusive(numbers, share, evaluation),
  }),
  declareFunction({
    name: 'QUARTILE.INC',
    title: '四分位数',
    aliases: ['QUARTILE'],
    about: '列表的第 0 至 4 个四分位数，含两端',
    parameters: [list, given('number', '第几个')],
    result: 'number',
    body: ([numbers, quarter], evaluation) =>
      inclusive(numbers, quarter.trunc().div(4), evaluation),
  }),
  declareFunction({
    name: 'QUARTILE.EXC',
    title: '四分位数不含端点',
    about: '列表的第 1 至 3 个四分位数，不含两端',
    parameters: [list, given('number', '第几个')],
    result: 'number',
    body: ([numbers, quarter], evaluation) =>
      exclusive(numbers, quarter.trunc().div(4), evaluation),
  }),
  declareFunction({
    name: 'PERCENTRANK.INC',
    title: '百分比排位',
    aliases: ['PERCENTRANK'],
    about: '数值在列表中的百分比位置，截到指定位数，省略为 3 位',
    parameters: [list, given('number', '数值'), optional('number', '位数')],
    result: 'number',
    body: ([numbers, number, digits = new Num(3)], evaluation) => {
      const places = digits.trunc().toNumber()
      if (!(places >= 1 && places <= 34)) return numberError
      const share = shareBelow(sortedNumbers(numbers, evaluation), number, evaluation)
      return share === null ? missingError : share.toDecimalPlaces(places, Num.ROUND_DOWN)
    },
  }),
]

function placesOf(number: Decimal, numbers: readonly Decimal[], order: Decimal | undefined) {
  const ahead = order === undefined || order.isZero() ? 1 : -1
  let [before, equal] = [0, 0]
  for (const other of numbers) {
    const difference = other.cmp(number)
    if (difference === 0) equal += 1
    else if (difference === ahead) before += 1
  }
  return { before, equal }
}

function inclusive(
  numbers: readonly Decimal[],
  share: Decimal,
  evaluation: Evaluation
): Decimal | ErrorValue {
  if (numbers.length === 0 || share.lessThan(0) || share.greaterThan(1)) return numberError
  return valueAt(sortedNumbers(numbers, evaluation), share.times(numbers.length - 1))
}

function exclusive(
  numbers: readonly Decimal[],
  share: Decimal,
  evaluation: Evaluation
): Decimal | ErrorValue {
  const place = share.times(numbers.length + 1).minus(1)
  if (place.lessThan(0) || place.greaterThan(numbers.length - 1)) return numberError
  return valueAt(sortedNumbers(numbers, evaluation), place)
}

/** The value at a place counted from 0; between two places in proportion. */
function valueAt(sorted: readonly Decimal[], place: Decimal): Decimal | ErrorValue {
  const index = place.floor().toNumber()
  const value = sorted[index]
  if (value === undefined) return numberError
  const next = sorted[index + 1] ?? value
  return finite(value.plus(next.minus(value).times(place.minus(index))))
}

/** Which share of the steps between the values lies below the number, or null outside the list. */
function shareBelow(
  sorted: readonly Decimal[],
  number: Decimal,
  evaluation: Evaluation
): Decimal | null {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]]
  if (!first || !last || number.lessThan(first) || number.greaterThan(last)) return null
  if (sorted.length === 1) return new Num(1)
  spend(evaluation, 2 * costs.division)
  const above = sorted.findIndex((value) => value.greaterThanOrEqualTo(number))
  const upper = sorted[above]!
  if (upper.equals(number)) return new Num(above).div(sorted.length - 1)
  const lower = sorted[above - 1]!
  const part = number.minus(lower).div(upper.minus(lower))
  return part.plus(above - 1).div(sorted.length - 1)
}
