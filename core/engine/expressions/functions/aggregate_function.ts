import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue } from '../evaluate/error_value.ts'
import { spend } from '../evaluate/evaluation.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { BoundArgument, FunctionEntry, FunctionNames } from './function_entry.ts'
import type { Decimal } from 'decimal.js'
import type { ValueType } from '../value_type.ts'

type Kind = ValueType['kind']

/**
 * A function over any number of values and lists. Blanks do not take part; the first error is the
 * result. Each value costs a step.
 *
 * @example
 * aggregateFunction({
 *   name: 'COUNTA', title: '非空个数', about: '非空值的个数', kinds: ['any'], result: () => ({ kind: 'number' }),
 *   body: (values) => new Num(values.length),
 * })
 */
export function aggregateFunction(
  spec: FunctionNames & {
    kinds: readonly Kind[]
    result(types: readonly ValueType[]): ValueType | null
    body(values: readonly ExpressionResult[], evaluation: Evaluation): ExpressionResult
  }
): FunctionEntry {
  const { name, title, aliases, about, kinds, result, body } = spec
  const only = kinds.length === 1 ? kinds[0]! : 'any'
  const bind = (args: readonly BoundArgument[]) => (evaluation: Evaluation) => {
    const values: ExpressionResult[] = []
    for (const arg of args) {
      const error = gather(arg.evaluate(evaluation), only, values)
      if (error) return error
    }
    spend(evaluation, values.length)
    const made = body(values, evaluation)
    return made === '' ? null : made
  }
  const repeated = [{ title: '值', kinds, takesRows: 'all' as const }]
  return { name, title, aliases, about, signature: { parameters: [], repeated }, result, bind }
}

/** As `aggregateFunction`, of numbers only and with a number as its result: 平均值, 方差 … */
export function numbersFunction(
  spec: FunctionNames & {
    body(numbers: readonly Decimal[], evaluation: Evaluation): ExpressionResult
  }
): FunctionEntry {
  return aggregateFunction({
    ...spec,
    kinds: ['number'],
    result: () => ({ kind: 'number' }),
    body: (values, evaluation) => spec.body(values as readonly Decimal[], evaluation),
  })
}

function gather(
  value: ExpressionResult,
  kind: Kind,
  into: ExpressionResult[]
): ErrorValue | undefined {
  for (const item of Array.isArray(value) ? (value as readonly ExpressionResult[]) : [value]) {
    const known = coerce(item, kind)
    if (isErrorValue(known)) return known
    if (known !== null) into.push(known)
  }
  return undefined
}
