import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue, valueError } from '../evaluate/error_value.ts'
import { zero } from '../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { BoundArgument, FunctionEntry, Parameter } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

/** What the body gets for each kind of parameter. */
interface Arguments {
  number: Decimal
  text: string
  date: string
  boolean: boolean | null
}
type ScalarKind = keyof Arguments

/** A parameter that carries the type of its argument. */
interface ScalarParameter<T> extends Parameter {
  readonly kind: ScalarKind
  /** Never set; it ties the parameter to the argument of the body. */
  readonly argument?: T
}

/** A parameter that must be given. Blank is 0 for a number and "" for a text; a blank date makes the result blank. */
export function given<K extends ScalarKind>(kind: K, title: string): ScalarParameter<Arguments[K]> {
  return { kind, title, kinds: [kind] }
}

/** A parameter that may be left out; the body gets undefined then. */
export function optional<K extends ScalarKind>(
  kind: K,
  title: string
): ScalarParameter<Arguments[K] | undefined> {
  return { kind, title, kinds: [kind], isOptional: true }
}

type ArgumentsOf<P extends readonly ScalarParameter<unknown>[]> = {
  [I in keyof P]: P[I] extends ScalarParameter<infer T> ? T : never
}

/**
 * A function of single values. Errors of arguments are the result, before the body is asked; "" from
 * the body is blank.
 *
 * @example
 * scalarFunction({
 *   name: 'ABS', title: '绝对值', parameters: [given('number', '数值')], result: { kind: 'number' },
 *   body: ([number]) => number.abs(),
 * })
 */
export function scalarFunction<const P extends readonly ScalarParameter<unknown>[]>(spec: {
  name: string
  title: string
  parameters: P
  result: ValueType
  reads?: FunctionEntry['reads']
  body(args: ArgumentsOf<P>, evaluation: Evaluation): ExpressionResult
}): FunctionEntry {
  const { name, title, parameters, result, reads } = spec
  const body = spec.body as (args: readonly unknown[], evaluation: Evaluation) => ExpressionResult
  const bind = (args: readonly BoundArgument[]) => (evaluation: Evaluation) => {
    const values: unknown[] = []
    for (const [index, arg] of args.entries()) {
      const value = argumentOf(arg.evaluate(evaluation), parameters[index]!.kind)
      if (value === undefined) return null
      if (isError(value)) return value
      values.push(value)
    }
    const made = body(values, evaluation)
    return made === '' ? null : made
  }
  return { name, title, signature: { parameters }, reads, result: () => result, bind }
}

/** The value in the form the body wants; undefined when the whole result is blank. */
function argumentOf(value: ExpressionResult, kind: ScalarKind): ExpressionResult | undefined {
  if (Array.isArray(value)) return valueError
  if (value !== null) return coerce(value, kind)
  if (kind === 'number') return zero
  if (kind === 'text') return ''
  return kind === 'date' ? undefined : null
}

function isError(value: ExpressionResult) {
  return isErrorValue(value)
}
