import type { ExpressionProblem } from './compiled_expression.ts'

/** What is wrong, for people, without the place. */
interface Texts {
  zh: string
  en: string
}

/**
 * One fault of an expression. The place is added to both texts, counted from 1 for people.
 *
 * @example problemAt('E_EXPRESSION_NAME', 4, { zh: '没有名为“x”的字段', en: 'There is no "x"' })
 */
export function problemAt(
  code: ExpressionProblem['code'],
  position: number,
  { zh, en }: Texts
): ExpressionProblem {
  const place = position + 1
  return { code, position, zh: `${zh}（第 ${place} 个字符）`, en: `${en} (character ${place})` }
}

/** Carries the first fault that ends reading; caught by whoever starts the reading, never seen outside. */
export class ReadingStopped extends Error {
  readonly problem: ExpressionProblem

  constructor(problem: ExpressionProblem) {
    super(problem.en)
    this.name = 'ReadingStopped'
    this.problem = problem
  }
}

/** @throws ReadingStopped always, with an E_EXPRESSION_SYNTAX problem */
export function stopAt(position: number, texts: Texts): never {
  throw new ReadingStopped(problemAt('E_EXPRESSION_SYNTAX', position, texts))
}

/** @throws ReadingStopped always, with an E_EXPRESSION_BUDGET problem */
export function stopOverBudget(position: number, texts: Texts): never {
  throw new ReadingStopped(problemAt('E_EXPRESSION_BUDGET', position, texts))
}
