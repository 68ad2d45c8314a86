import { Decimal } from 'decimal.js'
import { aggregateFunction, numbersFunction } from '../aggregate_function.ts'
import { costs } from '../../evaluate/costs.ts'
import { divisionError, isErrorValue, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { compareText } from '../../evaluate/text.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { sumOf } from '../math/totals.ts'
import { unifyAll } from '../../type_rules.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'
import type { ValueType } from '../../value_type.ts'

const toNumber = (): ValueType => ({ kind: 'number' })

/** 计数与极值: 平均值, 最大值, 计数 … Blanks do not take part. */
export const countFunctions: readonly FunctionEntry[] = [
  numbersFunction({
    name: 'AVERAGE',
    title: '平均值',
    about: '各数值的平均值，空值不计；没有数值时为 #DIV/0!',
    body: averageOf,
  }),
  aggregateFunction({
    name: 'MIN',
    title: '最小值',
    about: '最小的数值或最早的日期，没有时为空',
    kinds: ['number', 'date', 'datetime'],
    result: unifyAll,
    body: (values) => extreme(values, -1),
  }),
  aggregateFunction({
    name: 'MAX',
    title: '最大值',
    about: '最大的数值或最晚的日期，没有时为空',
    kinds: ['number', 'date', 'datetime'],
    result: unifyAll,
    body: (values) => extreme(values, 1),
  }),
  aggregateFunction({
    name: 'COUNT',
    title: '计数',
    about: '数值、日期或记录的个数，空值不计',
    kinds: ['number', 'date', 'datetime', 'record'],
    result: toNumber,
    body: (values) => new Num(values.length),
  }),
  aggregateFunction({
    name: 'COUNTA',
    title: '非空个数',
    about: '任意类型非空值的个数',
    kinds: ['any'],
    result: toNumber,
    body: (values) => new Num(values.length),
  }),
  declareFunction({
    name: 'COUNTBLANK',
    title: '空值个数',
    about: '列表中空值的个数',
    parameters: [given('cells', '列表')],
    result: 'number',
    body: ([cells]) => new Num(cells.filter((cell) => cell === null).length),
  }),
  aggregateFunction({
    name: 'COUNTUNIQUE',
    title: '不重复个数',
    about: '互不相同的非空值的个数',
    kinds: ['any'],
    result: toNumber,
    body: (values) => new Num(new Set(values.map(identityOf)).size),
  }),
]

/** Of nothing it is #DIV/0!, as division by blank is. */
export function averageOf(
  values: readonly ExpressionResult[],
  evaluation: Evaluation
): Decimal | ErrorValue {
  const total = sumOf(values)
  if (isErrorValue(total)) return total
  spend(evaluation, costs.division)
  return values.length === 0 ? divisionError : total.div(values.length)
}

/** Of nothing it is blank. */
export function extreme(values: readonly ExpressionResult[], direction: 1 | -1): ExpressionResult {
  let best: ExpressionResult = null
  for (const value of values) {
    const order = best === null ? 1 : compare(value, best)
    if (order === null) return valueError
    if (best === null || order * direction > 0) best = value
  }
  return best
}

/** Equal values have the same one, values of different kinds never. */
export function identityOf(value: ExpressionResult): string {
  return value instanceof Decimal ? `n${value.toFixed()}` : `${typeof value}${String(value)}`
}

/** Null when the two are no numbers and no dates together (values of open types only). */
function compare(a: ExpressionResult, b: ExpressionResult): number | null {
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b)
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : null
}
