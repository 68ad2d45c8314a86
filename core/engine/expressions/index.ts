export { compileExpression } from './compile_expression.ts'
export { expressionNames } from './syntax/expression_names.ts'
export { instantOfDay } from './evaluate/instant_of_day.ts'
export { isError, isFalse, isTrue, toValue } from './evaluate/to_value.ts'
export { assignable, typeText } from './type_rules.ts'
export { expressionSql } from './sql/expression_sql.ts'
export type { ExpressionSql, SqlColumn, SqlTarget } from './sql/expression_sql.ts'
export { describeFunctions } from './functions/describe_functions.ts'
export type { DescribedParameter, FunctionDescription } from './functions/describe_functions.ts'
export type { ExpressionCompilation } from './compile_expression.ts'
export type { ValueType } from './value_type.ts'
export type {
  CompiledExpression,
  EvaluationContext,
  ExpressionScope,
  ExpressionProblem,
  ExpressionResult,
  WorkCalendar,
} from './compiled_expression.ts'
export { expressionTokens } from './syntax/expression_tokens.ts'
export type { ExpressionToken } from './syntax/expression_tokens.ts'
