import { formatProblem } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'

/**
 * A set of definitions that cannot become active. Carries every problem of it; the message lists
 * them one a line, so that a start that ends with it shows them all.
 */
export class DefinitionsInvalid extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.severity === 'error')
    super(`定义有 ${errors.length} 个问题\n${problems.map(formatProblem).join('\n')}`)
    this.name = 'DefinitionsInvalid'
    this.problems = problems
  }
}
