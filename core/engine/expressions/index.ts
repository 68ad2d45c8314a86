export type { ValueType } from './value_type.ts'
export type {
  CompiledExpression,
  EvaluationContext,
  ExpressionScope,
  ExpressionProblem,
  ExpressionResult,
} from './compiled_expression.ts'
