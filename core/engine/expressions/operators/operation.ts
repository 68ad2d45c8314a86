import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ValueType } from '../value_type.ts'

/** An operator settled on the static types of its sides. */
export interface BinaryOperation {
  readonly type: ValueType
  /** Never given an error: that of the left side, then that of the right, is the result already. */
  apply(left: ExpressionResult, right: ExpressionResult, evaluation: Evaluation): ExpressionResult
}

export interface UnaryOperation {
  readonly type: ValueType
  /** Never given an error. */
  apply(operand: ExpressionResult): ExpressionResult
}
