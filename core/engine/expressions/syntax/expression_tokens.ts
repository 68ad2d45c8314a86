import { budgets } from '#engine/budgets.ts'
import { ReadingStopped } from '../expression_problem.ts'
import { tokenize } from './tokenize.ts'
import type { Token } from './tokenize.ts'

/** A word of an expression and where it stands, from the leading `=`. */
export type ExpressionToken = Token

/** The words of an expression, for where-used and rename; none of a text that cannot be read. */
export function expressionTokens(source: string): readonly ExpressionToken[] {
  if (!source.startsWith('=') || source.length > budgets.expressionCharacters) return []
  try {
    return tokenize(source, 1)
  } catch (error) {
    if (error instanceof ReadingStopped) return []
    throw error
  }
}
