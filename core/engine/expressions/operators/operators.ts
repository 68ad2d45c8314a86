import { arithmetic } from './arithmetic.ts'
import { comparison } from './comparison.ts'
import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue } from '../evaluate/error_value.ts'
import { Num } from '../evaluate/number.ts'
import { joinTexts, textOf } from '../evaluate/text.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { BinaryOperation, UnaryOperation } from './operation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { BinaryOperator } from '../syntax/tree.ts'
import type { ValueType } from '../value_type.ts'

/** What an operator does on values of these types (no lists), or null when it is not defined on them. */
export function binaryOperation(
  operator: BinaryOperator,
  left: ValueType,
  right: ValueType
): BinaryOperation | null {
  switch (operator) {
    case '&':
      return { type: { kind: 'text' }, apply: join }
    case '+':
    case '-':
    case '*':
    case '/':
    case '^':
      return arithmetic(operator, left, right)
    default:
      return comparison(operator, left, right)
  }
}

/** Unary minus or postfix percent, or null when the type is no number. Blank is 0. */
export function unaryOperation(
  operator: 'negate' | 'percent',
  operand: ValueType
): UnaryOperation | null {
  if (operand.kind !== 'number' && operand.kind !== 'any' && operand.kind !== 'blank') return null
  const factor = new Num(operator === 'negate' ? '-1' : '0.01')
  return {
    type: { kind: 'number' },
    apply(value) {
      const number = coerce(value, 'number')
      return number instanceof Num ? number.times(factor) : (number ?? new Num(0))
    },
  }
}

function join(left: ExpressionResult, right: ExpressionResult, evaluation: Evaluation) {
  const [a, b] = [textOf(left), textOf(right)]
  if (typeof a !== 'string') return a
  if (typeof b !== 'string') return b
  const joined = joinTexts([a, b], evaluation)
  return isErrorValue(joined) || joined !== '' ? joined : null
}
