import { coerce, resultOf } from './coerce.ts'
import { elementOf } from '../type_rules.ts'
import { spend } from './evaluation.ts'
import { valueError } from './error_value.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationContext, ExpressionResult } from '../compiled_expression.ts'
import type { TypedName } from '../check/typed_tree.ts'
import type { ValueType } from '../value_type.ts'

/**
 * The value of a name in the form of its static type, read from the context once per run. `$me`,
 * `$now` and `$today` come from the context itself. What a list costs is paid here.
 */
export function readName(evaluation: Evaluation, index: number, name: TypedName): ExpressionResult {
  const known = evaluation.names[index]
  if (known !== undefined) return known
  const value = fromContext(evaluation.context, name)
  const { kind } = elementOf(name.type)
  // Paid before the elements are looked at: a million of them must cost nothing.
  if (Array.isArray(value)) spend(evaluation, costOf(value, kind, evaluation.stepsLeft))
  const result = resultOf(value, kind)
  const isOutOfPlace =
    Array.isArray(result) && name.type.kind !== 'list' && name.type.kind !== 'any'
  return (evaluation.names[index] = isOutOfPlace ? valueError : result)
}

function fromContext(context: EvaluationContext, { dotted, path }: TypedName): unknown {
  if (dotted === '$me') return context.me
  if (dotted === '$today') return context.today
  return dotted === '$now' ? coerce(context.now, 'datetime') : context.read(path)
}

/** A step for each element, also of lists in the list; two where a text must be read as a number. */
function costOf(list: readonly unknown[], kind: ValueType['kind'], most: number): number {
  let cost = list.length
  for (const item of list) {
    if (cost > most) break
    if (Array.isArray(item)) cost += costOf(item, kind, most - cost)
    else if (kind === 'number' && typeof item === 'string') cost += 1
  }
  return cost
}
