import { Decimal } from 'decimal.js'
import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue, valueError } from '../evaluate/error_value.ts'
import { spend } from '../evaluate/evaluation.ts'
import { compareText } from '../evaluate/text.ts'
import { unify } from '../type_rules.ts'
import type { BinaryOperation } from './operation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ValueType } from '../value_type.ts'

type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='
type Kind = ValueType['kind']

const accepted: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/**
 * Comparison of values of one kind, or null when the kinds differ. `=` and `<>` always give TRUE
 * or FALSE, blank being equal to blank only; the others give blank when a side is blank, and have
 * no meaning on booleans.
 */
export function comparison(
  operator: ComparisonOperator,
  left: ValueType,
  right: ValueType
): BinaryOperation | null {
  const isEquality = operator === '=' || operator === '<>'
  const common = commonKind(left, right)
  if (common === null || (common === 'boolean' && !isEquality)) return null
  const accepts = accepted[operator]
  const whenBlank = (isEqual: boolean) => (isEquality ? isEqual === (operator === '=') : null)
  return {
    type: { kind: 'boolean' },
    apply(left, right, evaluation) {
      const a = coerce(left, common)
      const b = coerce(right, common)
      if (isErrorValue(a)) return a
      if (isErrorValue(b)) return b
      if (a === null || b === null) return whenBlank(a === b)
      if (typeof a === 'string') spend(evaluation, a.length >> 6)
      const order = orderOf(a, b)
      if (order === null) return isEquality ? operator === '<>' : valueError
      return accepts(order)
    },
  }
}

/** Kind both sides are brought to; the known one where the other is open. */
function commonKind(left: ValueType, right: ValueType): Kind | null {
  if (left.kind === 'list' || right.kind === 'list') return null
  if (left.kind === 'any') return right.kind === 'blank' ? 'any' : right.kind
  if (right.kind === 'any') return left.kind === 'blank' ? 'any' : left.kind
  const common = unify(left, right)
  return common === null ? null : common.kind === 'blank' ? 'any' : common.kind
}

/** Negative, 0, positive; null when the values are of different kinds (open types only). */
function orderOf(a: ExpressionResult, b: ExpressionResult): number | null {
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return null
}
