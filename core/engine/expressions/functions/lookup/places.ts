import { missingError, referenceError, valueError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { unify } from '../../type_rules.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { matchesWildcard, wildcardOf } from '../texts/wildcard.ts'
import { areEqual, orderOfValues } from './order.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'
import type { ValueType } from '../../value_type.ts'

type Cells = readonly ExpressionResult[]

/** How a place is looked for, by Excel's numbers of XMATCH. */
interface Looking {
  readonly value: ExpressionResult
  readonly cells: Cells
  /** 0 equal, -1 equal or next smaller, 1 equal or next larger, 2 equal with `*` and `?`. */
  readonly mode: number
  readonly isFromEnd?: boolean
}

const value = given('any', '要找的值')
const cells = given('cells', '查找列表')
const [mode, direction] = [optional('number', '匹配方式'), optional('number', '查找方向')]

/**
 * 查找: places in lists and what stands there. Values are equal as `=` has it, with regard to case; a
 * list need not be sorted: "next smaller" is the largest of the smaller ones, wherever it stands.
 */
export const placeFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'MATCH',
    title: '位置',
    about:
      '值在列表中的位置：方式 1（默认）不大于它的最大值，0 相等，-1 不小于它的最小值；没有为 #N/A',
    parameters: [value, cells, mode],
    result: ofOneKind({ kind: 'number' }),
    body: ([wanted, list, how], evaluation) => {
      const type = how === undefined ? 1 : Math.sign(how.toNumber())
      const asNumber = type === 0 ? 2 : -type
      return placeNumber({ value: wanted, cells: list, mode: asNumber }, evaluation)
    },
  }),
  declareFunction({
    name: 'XMATCH',
    title: '新位置',
    about: '值在列表中的位置：方式 0（默认）相等，-1 或次小，1 或次大，2 通配符；方向 -1 从后往前',
    parameters: [value, cells, mode, direction],
    result: ofOneKind({ kind: 'number' }),
    body: ([wanted, list, how, from], evaluation) =>
      placeNumber(looking({ wanted, list, how, from }), evaluation),
  }),
  declareFunction({
    name: 'XLOOKUP',
    title: '查找',
    about: '在查找列表中找到值，得到结果列表同一行的值；找不到时为第四个参数，省略为 #N/A',
    parameters: [
      value,
      cells,
      given('cells', '结果列表'),
      optional('later', '找不到时的值'),
      mode,
      direction,
    ],
    alignsRows: true,
    result: ([wanted, list, results, otherwise]) => {
      if (!unify(wanted!, list!)) return null
      return otherwise ? unify(results!, otherwise) : results!
    },
    body: ([wanted, list, results, otherwise, how, from], evaluation) => {
      if (list.length !== results.length) return valueError
      const place = placeOf(looking({ wanted, list, how, from }), evaluation)
      if (place >= 0) return results[place] ?? null
      return otherwise ? otherwise() : missingError
    },
  }),
  declareFunction({
    name: 'LOOKUP',
    title: '区间查找',
    about: '找到不大于值的最大一项，得到结果列表（省略为查找列表）同一行的值；没有为 #N/A',
    parameters: [value, cells, optional('cells', '结果列表')],
    alignsRows: true,
    result: ([wanted, list, results]) => (unify(wanted!, list!) ? (results ?? list!) : null),
    body: ([wanted, list, results = list], evaluation) => {
      if (list.length !== results.length) return valueError
      const place = placeOf({ value: wanted, cells: list, mode: -1 }, evaluation)
      return place < 0 ? missingError : (results[place] ?? null)
    },
  }),
  declareFunction({
    name: 'INDEX',
    title: '取第几个',
    about: '列表中的第几个值，负数从后往前数；超出范围为 #REF!',
    parameters: [given('cells', '列表'), given('number', '第几个')],
    result: ([list]) => list!,
    body: ([list, nth]) => {
      const place = nth.trunc().toNumber()
      if (place === 0) return valueError
      const found = list[place > 0 ? place - 1 : list.length + place]
      return found === undefined ? referenceError : found
    },
  }),
  declareFunction({
    name: 'ROWS',
    title: '行数',
    about: '列表的行数，空值也计',
    parameters: [given('cells', '列表')],
    result: 'number',
    body: ([list]) => new Num(list.length),
  }),
]

/** A value that can never be equal to what is in the list is a fault of the expression. */
function ofOneKind(type: ValueType): FunctionEntry['result'] {
  return ([wanted, list]) => (unify(wanted!, list!) ? type : null)
}

function looking(asked: {
  wanted: ExpressionResult
  list: Cells
  how: Decimal | undefined
  from: Decimal | undefined
}): Looking {
  const { wanted, list, how, from } = asked
  return {
    value: wanted,
    cells: list,
    mode: how?.trunc().toNumber() ?? 0,
    isFromEnd: from?.isNegative() ?? false,
  }
}

function placeNumber(asked: Looking, evaluation: Evaluation): ExpressionResult {
  const place = placeOf(asked, evaluation)
  return place < 0 ? missingError : new Num(place + 1)
}

/** From 0; -1 when there is none. */
function placeOf({ value: wanted, cells: list, mode: how, isFromEnd }: Looking, at: Evaluation) {
  spend(at, list.length)
  const meets = equality(wanted, how === 2, at)
  const exact = isFromEnd ? list.findLastIndex(meets) : list.findIndex(meets)
  if (exact >= 0 && (how !== -1 || isFromEnd)) return exact
  if (exact >= 0) return list.findLastIndex(meets)
  return how === -1 || how === 1 ? nearest(wanted, list, how) : -1
}

function equality(wanted: ExpressionResult, isPattern: boolean, evaluation: Evaluation) {
  const pattern = isPattern && typeof wanted === 'string' ? wildcardOf(wanted) : null
  return (cell: ExpressionResult) => {
    if (!pattern) return areEqual(cell, wanted)
    return typeof cell === 'string' && matchesWildcard(pattern, cell, evaluation)
  }
}

/** Place of the largest smaller one (`side` -1, the last of equals) or the smallest larger one (1, the first). */
function nearest(wanted: ExpressionResult, list: Cells, side: -1 | 1): number {
  let best = -1
  for (const [place, cell] of list.entries()) {
    const order = orderOfValues(cell, wanted)
    if (order === null || Math.sign(order) !== side) continue
    const better = best < 0 ? side : (orderOfValues(list[best]!, cell) ?? 0)
    if (best < 0 || Math.sign(better) === side || (better === 0 && side === -1)) best = place
  }
  return best
}
