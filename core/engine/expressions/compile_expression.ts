import { budgets } from '#engine/budgets.ts'
import { checkTree } from './check/check_tree.ts'
import { closureOf } from './evaluate/closure_of.ts'
import { StepsUsedUp } from './evaluate/evaluation.ts'
import { numberError } from './evaluate/error_value.ts'
import { parse } from './syntax/parse.ts'
import type { Closure, Evaluation } from './evaluate/evaluation.ts'
import type { Checking } from './check/checking.ts'
import type { SettledExpression } from './check/typed_tree.ts'
import type {
  CompiledExpression,
  EvaluationContext,
  ExpressionProblem,
  ExpressionResult,
  ExpressionScope,
} from './compiled_expression.ts'

/** Either the expression, or at least one problem. */
export interface ExpressionCompilation {
  expression: CompiledExpression | null
  problems: ExpressionProblem[]
}

/**
 * Compiles one expression (with its leading `=`) against the scope it stands in:
 * 1. budgets and syntax: the first fault ends it;
 * 2. names, types and functions: all faults are told, in the order of writing;
 * 3. a closure, which reads its names through the context and nothing else.
 *
 * Pure and the same in server and browser. Never throws; neither does `evaluate`, unless the
 * context's own `read` does.
 *
 * @example
 * const { expression, problems } = compileExpression('=ROUND(price * qty, 2)', scope)
 * const total = toValue(expression.evaluate(context), 2) // "59.70"
 */
export function compileExpression(source: string, scope: ExpressionScope): ExpressionCompilation {
  const read = parse(source)
  if ('problem' in read) return { expression: null, problems: [read.problem] }
  const checking: Checking = { scope, problems: [], names: [], reads: new Set() }
  const tree = checkTree(read.tree, checking)
  if (checking.problems.length > 0) {
    const problems = checking.problems.sort((a, b) => a.position - b.position)
    return { expression: null, problems }
  }
  const closure = closureOf(tree, checking.names)
  const dependencies = new Set([...checking.names.map((name) => name.dotted), ...checking.reads])
  const expression: CompiledExpression = Object.freeze({
    source,
    type: tree.type,
    dependencies: Object.freeze([...dependencies]),
    evaluate: (context: EvaluationContext) => run(closure, context),
  })
  settled.set(expression, { tree, names: checking.names })
  return { expression, problems: [] }
}

/** What compiling settled, for the forms an expression has besides its closure. Kept as long as the expression is. */
export function settledOf(expression: CompiledExpression): SettledExpression | undefined {
  return settled.get(expression)
}

const settled = new WeakMap<CompiledExpression, SettledExpression>()

/** A run that uses up its steps is #NUM!, whatever IFERROR stands around. */
function run(closure: Closure, context: EvaluationContext): ExpressionResult {
  const stepsLeft = budgets.expressionSteps
  const evaluation: Evaluation = { context, names: [], memos: [], row: -1, stepsLeft }
  try {
    return closure(evaluation)
  } catch (error) {
    if (error instanceof StepsUsedUp) return numberError
    throw error
  }
}
