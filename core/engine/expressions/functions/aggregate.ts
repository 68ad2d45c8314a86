import { Decimal } from 'decimal.js'
import { aggregateFunction } from './aggregate_function.ts'
import { divisionError, isErrorValue, valueError } from '../evaluate/error_value.ts'
import { finite, Num, zero } from '../evaluate/number.ts'
import { compareText } from '../evaluate/text.ts'
import { unifyAll } from '../type_rules.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { FunctionEntry } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

const toNumber = (): ValueType => ({ kind: 'number' })

/** Functions over many values: 求和, 平均值 … */
export const aggregateFunctions: readonly FunctionEntry[] = [
  aggregateFunction({
    name: 'SUM',
    title: '求和',
    kinds: ['number'],
    result: toNumber,
    body: sum,
  }),
  aggregateFunction({
    name: 'AVERAGE',
    title: '平均值',
    kinds: ['number'],
    result: toNumber,
    body: average,
  }),
  aggregateFunction({
    name: 'MIN',
    title: '最小值',
    kinds: ['number', 'date', 'datetime'],
    result: unifyAll,
    body: (values) => extreme(values, -1),
  }),
  aggregateFunction({
    name: 'MAX',
    title: '最大值',
    kinds: ['number', 'date', 'datetime'],
    result: unifyAll,
    body: (values) => extreme(values, 1),
  }),
  aggregateFunction({
    name: 'COUNT',
    title: '计数',
    kinds: ['number', 'date', 'datetime', 'record'],
    result: toNumber,
    body: (values) => new Num(values.length),
  }),
  aggregateFunction({
    name: 'COUNTA',
    title: '非空个数',
    kinds: ['any'],
    result: toNumber,
    body: (values) => new Num(values.length),
  }),
]

function sum(values: readonly ExpressionResult[]): Decimal | ErrorValue {
  let total = zero
  for (const value of values) if (value instanceof Decimal) total = total.plus(value)
  return finite(total)
}

/** Of nothing it is #DIV/0!, as division by blank is. */
function average(values: readonly ExpressionResult[]): Decimal | ErrorValue {
  const total = sum(values)
  if (isErrorValue(total)) return total
  return values.length === 0 ? divisionError : total.div(values.length)
}

/** Of nothing it is blank. */
function extreme(values: readonly ExpressionResult[], direction: 1 | -1): ExpressionResult {
  let best: ExpressionResult = null
  for (const value of values) {
    const order = best === null ? 1 : compare(value, best)
    if (order === null) return valueError
    if (best === null || order * direction > 0) best = value
  }
  return best
}

/** Null when the two are no numbers and no dates together (values of open types only). */
function compare(a: ExpressionResult, b: ExpressionResult): number | null {
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b)
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : null
}
