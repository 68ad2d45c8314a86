import { Decimal } from 'decimal.js'
import { coerce } from '../evaluate/coerce.ts'
import { costs } from '../evaluate/costs.ts'
import { addDays, addTime, daysBetween, timeBetween } from './date_arithmetic.ts'
import { divisionError, isErrorValue } from '../evaluate/error_value.ts'
import { finite, zero } from '../evaluate/number.ts'
import { raise } from '../evaluate/raise.ts'
import { spend } from '../evaluate/evaluation.ts'
import type { BinaryOperation } from './operation.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ValueType } from '../value_type.ts'

type ArithmeticOperator = '+' | '-' | '*' | '/' | '^'
type Kind = ValueType['kind']
type Calculation = (a: Decimal, b: Decimal, evaluation: Evaluation) => Decimal | ErrorValue

const calculations: Readonly<Record<ArithmeticOperator, Calculation>> = {
  '+': (a, b) => finite(a.plus(b)),
  '-': (a, b) => finite(a.minus(b)),
  '*': (a, b) => finite(a.times(b)),
  '/': divide,
  '^': raise,
}

/**
 * `+ - * / ^` on these types, or null. Numbers take blank as 0; a date or time moves by days, and
 * two of them are days apart. A blank date stays blank: there is no day to count from.
 */
export function arithmetic(
  operator: ArithmeticOperator,
  left: ValueType,
  right: ValueType
): BinaryOperation | null {
  if (isNumeric(left.kind) && isNumeric(right.kind)) return onNumbers(calculations[operator])
  if (operator === '+') return moveForward(left.kind, right.kind)
  if (operator === '-') return moveBackward(left.kind, right.kind)
  return null
}

function onNumbers(calculate: Calculation): BinaryOperation {
  return {
    type: { kind: 'number' },
    apply(left, right, evaluation) {
      // Plain constants here and in comparisons: pairs cost a third of the time of a cold run.
      const a = numberOrZero(left)
      const b = numberOrZero(right)
      if (isErrorValue(a)) return a
      return isErrorValue(b) ? b : calculate(a, b, evaluation)
    },
  }
}

function moveForward(left: Kind, right: Kind): BinaryOperation | null {
  if (isTime(left) && isNumeric(right)) return moving(left, 1)
  if (!isNumeric(left) || !isTime(right)) return null
  const { type, apply } = moving(right, 1)
  return { type, apply: (days, date, evaluation) => apply(date, days, evaluation) }
}

function moveBackward(left: Kind, right: Kind): BinaryOperation | null {
  if (isTime(left) && right === 'number') return moving(left, -1)
  if (isTime(left) && right === left) return apart(left)
  // Days or a date may be taken from a date: with an open type only the value tells which.
  if (isTime(left) && isNumeric(right)) return movingOrApart(left)
  return isNumeric(left) && left !== 'number' && isTime(right) ? apart(right) : null
}

function moving(kind: 'date' | 'datetime', direction: 1 | -1): BinaryOperation {
  const move = kind === 'date' ? addDays : addTime
  return {
    type: { kind },
    apply(start, days) {
      const count = numberOrZero(days)
      if (isErrorValue(count)) return count
      if (typeof start !== 'string') return null
      return move(start, direction === 1 ? count : count.neg())
    },
  }
}

function apart(kind: 'date' | 'datetime'): BinaryOperation {
  const between = kind === 'date' ? daysBetween : timeBetween
  return {
    type: { kind: 'number' },
    apply(left, right) {
      const [a, b] = [coerce(left, kind), coerce(right, kind)]
      if (isErrorValue(a)) return a
      if (isErrorValue(b)) return b
      return typeof a === 'string' && typeof b === 'string' ? between(b, a) : null
    },
  }
}

function movingOrApart(kind: 'date' | 'datetime'): BinaryOperation {
  const [back, between] = [moving(kind, -1), apart(kind)]
  return {
    type: { kind: 'any' },
    apply(left, right, evaluation) {
      const isDate = !isErrorValue(coerce(right, kind))
      return (isDate ? between : back).apply(left, right, evaluation)
    },
  }
}

function numberOrZero(value: ExpressionResult): Decimal | ErrorValue {
  if (value === null) return zero
  if (value instanceof Decimal) return value
  return coerce(value, 'number') as Decimal | ErrorValue
}

function divide(a: Decimal, b: Decimal, evaluation: Evaluation): Decimal | ErrorValue {
  if (b.isZero()) return divisionError
  spend(evaluation, costs.division)
  return finite(a.div(b))
}

function isNumeric(kind: Kind): boolean {
  return kind === 'number' || kind === 'any' || kind === 'blank'
}

function isTime(kind: Kind): kind is 'date' | 'datetime' {
  return kind === 'date' || kind === 'datetime'
}
