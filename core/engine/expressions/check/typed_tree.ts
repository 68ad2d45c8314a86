import type { BinaryOperation, UnaryOperation } from '../operators/operation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { FunctionEntry } from '../functions/function_entry.ts'
import type { BinaryOperator } from '../syntax/tree.ts'
import type { ValueType } from '../value_type.ts'

interface TypedBase {
  /** A list when `rows` stands. */
  readonly type: ValueType
  /**
   * Dotted name of the sub-table or to-many relation it is computed over row by row, or null for
   * one value. Two parts go together row by row only when this is the same.
   */
  readonly rows: string | null
}

/** A tree whose names, operators and functions are settled. */
export type TypedTree = TypedBase &
  (
    | { readonly kind: 'literal'; readonly value: ExpressionResult }
    /** `name` is its number among the names of the expression. */
    | { readonly kind: 'name'; readonly name: number }
    | {
        readonly kind: 'unary'
        readonly operator: 'negate' | 'percent'
        readonly operation: UnaryOperation
        readonly operand: TypedTree
      }
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly operation: BinaryOperation
        readonly left: TypedTree
        readonly right: TypedTree
      }
    | {
        readonly kind: 'call'
        readonly entry: FunctionEntry
        readonly args: readonly TypedArgument[]
      }
  )

export interface TypedArgument {
  readonly tree: TypedTree
  /** The function wants the list as a whole. */
  readonly isWhole: boolean
}

/** A name an expression reads. */
export interface TypedName {
  readonly path: readonly string[]
  readonly dotted: string
  readonly type: ValueType
}

/** What compiling an expression settled: all its other forms (closure, SQL) are made of this. */
export interface SettledExpression {
  readonly tree: TypedTree
  /** Names by their numbers. */
  readonly names: readonly TypedName[]
}
