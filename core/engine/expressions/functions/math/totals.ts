import { Decimal } from 'decimal.js'
import { valueError } from '../../evaluate/error_value.ts'
import { finite, Num, zero } from '../../evaluate/number.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { numbersFunction } from '../aggregate_function.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** 合计: numbers and lists added and multiplied up. */
export const totalFunctions: readonly FunctionEntry[] = [
  numbersFunction({
    name: 'SUM',
    title: '求和',
    about: '各数值之和，空值不计',
    body: sumOf,
  }),
  numbersFunction({
    name: 'PRODUCT',
    title: '求积',
    about: '各数值之积，空值不计；没有数值时为 0',
    body: (numbers) => {
      if (numbers.length === 0) return zero
      return finite(numbers.reduce((made, number) => made.times(number), new Num(1)))
    },
  }),
  numbersFunction({
    name: 'SUMSQ',
    title: '平方和',
    about: '各数值的平方之和',
    body: (numbers) => sumOf(numbers.map((number) => number.times(number))),
  }),
  declareFunction({
    name: 'SUMPRODUCT',
    title: '乘积之和',
    about: '各列表逐行相乘后求和，空值按 0 计',
    parameters: [],
    repeated: [given('numberCells', '列表')],
    result: 'number',
    alignsRows: true,
    body: (_, evaluation, { rest }) => {
      const lists = rest as readonly (readonly (Decimal | null)[])[]
      const rows = lists[0]!.length
      if (lists.some((list) => list.length !== rows)) return valueError
      spend(evaluation, rows * lists.length)
      let total = zero
      for (let row = 0; row < rows; row++) {
        total = total.plus(lists.reduce((made, list) => made.times(list[row] ?? 0), new Num(1)))
      }
      return finite(total)
    },
  }),
]

/** Exact whatever the order, within 34 digits. */
export function sumOf(values: readonly ExpressionResult[]): Decimal | ErrorValue {
  let total = zero
  for (const value of values) if (value instanceof Decimal) total = total.plus(value)
  return finite(total)
}
