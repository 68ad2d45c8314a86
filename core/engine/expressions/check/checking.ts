import { problemAt } from '../expression_problem.ts'
import type { ExpressionProblem, ExpressionScope } from '../compiled_expression.ts'
import type { TypedName, TypedTree } from './typed_tree.ts'
import type { ValueType } from '../value_type.ts'

/** What a check has found so far. All faults are collected, not only the first. */
export interface Checking {
  readonly scope: ExpressionScope
  readonly problems: ExpressionProblem[]
  /** Names in the order of their numbers. */
  readonly names: TypedName[]
  /** Names of the context that functions read. */
  readonly reads: Set<string>
}

/** Stands for a part that has a fault, so that its neighbours are not blamed for it. */
export const unknownPart: TypedTree = {
  kind: 'literal',
  value: null,
  type: { kind: 'any' },
  rows: null,
}

export function addProblem(checking: Checking, problem: ExpressionProblem): TypedTree {
  checking.problems.push(problem)
  return unknownPart
}

/** The row space of parts that are computed together: null for none, undefined when they differ. */
export function commonRows(parts: readonly TypedTree[]): string | null | undefined {
  const spaces = new Set(parts.map((part) => part.rows).filter((rows) => rows !== null))
  if (spaces.size > 1) return undefined
  return [...spaces][0] ?? null
}

/** Refuses parts of different sub-tables side by side. */
export function refuseRows(checking: Checking, at: number, parts: readonly TypedTree[]): TypedTree {
  const names = [...new Set(parts.map((part) => part.rows).filter((rows) => rows !== null))]
  return addProblem(
    checking,
    problemAt('E_EXPRESSION_TYPE', at, {
      zh: `“${names.join('”与“')}”的行不能逐行对应`,
      en: `The rows of "${names.join('" and "')}" do not correspond`,
    })
  )
}

/** A list a function made: it has no rows that other parts could be computed along with. */
export function isLooseList(part: TypedTree): boolean {
  return part.type.kind === 'list' && part.rows === null
}

/** Refuses such a list where one value is wanted. */
export function refuseList(checking: Checking, at: number): TypedTree {
  const texts = {
    zh: '这里须是单个值，不能是函数得出的列表',
    en: 'A single value belongs here, not the list of a function',
  }
  return addProblem(checking, problemAt('E_EXPRESSION_TYPE', at, texts))
}

/** The type of a part computed once, or row by row. */
export function overRows(type: ValueType, rows: string | null): ValueType {
  return rows === null ? type : { kind: 'list', of: type }
}
