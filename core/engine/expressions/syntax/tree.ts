export const binaryOperators = [
  '+',
  '-',
  '*',
  '/',
  '^',
  '&',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
] as const
export type BinaryOperator = (typeof binaryOperators)[number]

/** Syntax tree of an expression; `at` is the 0-based position in the source the node is named by. */
export type Tree =
  | { readonly kind: 'number'; readonly digits: string; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'name'; readonly path: readonly string[]; readonly at: number }
  | { readonly kind: 'negate' | 'percent'; readonly operand: Tree; readonly at: number }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Tree
      readonly right: Tree
      readonly at: number
    }
  | {
      readonly kind: 'call'
      /** As written; functions are found without regard to case. */
      readonly name: string
      readonly args: readonly Tree[]
      readonly at: number
    }
