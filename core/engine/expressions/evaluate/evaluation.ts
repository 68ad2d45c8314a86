import type { EvaluationContext, ExpressionResult } from '../compiled_expression.ts'

/** State of one run of one expression: what it may read, what it has read, what it may still spend. */
export interface Evaluation {
  readonly context: EvaluationContext
  /** Values of the names, each read once, by number; undefined = not read yet. */
  readonly names: (ExpressionResult | undefined)[]
  /** Results that do not change from row to row, by number. */
  readonly memos: (ExpressionResult | undefined)[]
  /** Row a mapped part is being computed for. */
  row: number
  stepsLeft: number
}

/** A compiled part of an expression. */
export type Closure = (evaluation: Evaluation) => ExpressionResult

/** Ends a run that used up its steps; no IFERROR sees it. */
export class StepsUsedUp extends Error {}

/** @throws StepsUsedUp */
export function spend(evaluation: Evaluation, steps: number): void {
  evaluation.stepsLeft -= steps
  if (evaluation.stepsLeft < 0) throw new StepsUsedUp()
}
