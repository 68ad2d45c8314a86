import { isErrorValue } from '../evaluate/error_value.ts'
import { argumentOf } from './arguments.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ArgumentsOf, TypedParameter } from './arguments.ts'
import type { BoundArgument, FunctionEntry, FunctionNames } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

/** What a body may need beside its arguments. */
export interface CallFacts {
  /** Arguments of the repeated parameters, in the order of writing. */
  readonly rest: readonly unknown[]
  /** Types of all arguments; of a list the type of an element. */
  readonly types: readonly ValueType[]
}

type Parameters = readonly TypedParameter<unknown>[]

/** A function as its family writes it down. */
export interface Declaration<P extends Parameters> extends FunctionNames {
  readonly parameters: P
  /** Parameters that repeat behind the others. */
  readonly repeated?: Parameters
  readonly result: ValueType['kind'] | FunctionEntry['result']
  readonly reads?: FunctionEntry['reads']
  readonly alignsRows?: boolean
  body(args: ArgumentsOf<P>, evaluation: Evaluation, facts: CallFacts): ExpressionResult
}

/**
 * A function that computes all its arguments and then itself. Errors of arguments are the result,
 * before the body is asked; "" from the body is blank.
 *
 * @example
 * declareFunction({
 *   name: 'ABS', title: '绝对值', about: '数值的绝对值', parameters: [given('number', '数值')], result: 'number',
 *   body: ([number]) => number.abs(),
 * })
 */
export function declareFunction<const P extends Parameters>(
  declaration: Declaration<P>
): FunctionEntry {
  const { name, title, aliases, about, parameters, repeated, reads, alignsRows } = declaration
  const { result } = declaration
  const kindOnly = typeof result === 'string' ? ({ kind: result } as ValueType) : null
  return {
    ...{ name, title, aliases, about, reads, alignsRows },
    signature: { parameters, ...(repeated && { repeated }) },
    result: typeof result === 'string' ? () => kindOnly : result,
    bind: (args) => bindBody(args, declaration as unknown as Declaration<Parameters>),
  }
}

function bindBody(args: readonly BoundArgument[], declaration: Declaration<Parameters>) {
  const { parameters, repeated = [], body } = declaration
  const types = args.map(({ type }) => (type.kind === 'list' ? type.of : type))
  const kinds = args.map((_, index) => {
    const parameter = parameters[index] ?? repeated[(index - parameters.length) % repeated.length]
    return parameter!.kind
  })
  const [count, fixed] = [args.length, parameters.length]
  return (evaluation: Evaluation): ExpressionResult => {
    const values: unknown[] = []
    const rest: unknown[] = []
    for (let index = 0; index < count; index++) {
      const value = argumentOf(args[index]!, kinds[index]!, evaluation)
      if (value === undefined) return null
      if (isErrorValue(value as ExpressionResult)) return value as ExpressionResult
      ;(index < fixed ? values : rest).push(value)
    }
    const made = body(values as ArgumentsOf<Parameters>, evaluation, { rest, types })
    return made === '' ? null : made
  }
}
