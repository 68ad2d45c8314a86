import { coerce, resultOf } from './coerce.ts'
import { elementOf } from '../type_rules.ts'
import { spend } from './evaluation.ts'
import { valueError } from './error_value.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationContext, ExpressionResult } from '../compiled_expression.ts'
import type { TypedName } from '../check/typed_tree.ts'

/**
 * The value of a name in the form of its static type, read from the context once per run. `$me`,
 * `$now` and `$today` come from the context itself. Each element of a list costs a step.
 */
export function readName(evaluation: Evaluation, index: number, name: TypedName): ExpressionResult {
  const known = evaluation.names[index]
  if (known !== undefined) return known
  const value = fromContext(evaluation.context, name)
  const result = resultOf(value, elementOf(name.type).kind)
  if (Array.isArray(result)) spend(evaluation, result.length)
  const isOutOfPlace =
    Array.isArray(result) && name.type.kind !== 'list' && name.type.kind !== 'any'
  return (evaluation.names[index] = isOutOfPlace ? valueError : result)
}

function fromContext(context: EvaluationContext, { dotted, path }: TypedName): unknown {
  if (dotted === '$me') return context.me
  if (dotted === '$today') return context.today
  return dotted === '$now' ? coerce(context.now, 'datetime') : context.read(path)
}
