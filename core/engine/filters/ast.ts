/** The filter grammar's one syntax tree, for API, views, row scopes, guards, rollups (definitions.md). */
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import type { SystemField, Value } from '#engine/values.ts'

export const filterOperators = [
  'eq',
  'ne',
  'in',
  'nin',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'contains',
  'startsWith',
  'within',
  'withinDays',
  'under',
  'has',
  'empty',
  'changed',
  'from',
  'to',
] as const
export type FilterOperator = (typeof filterOperators)[number]

/** One step of a dotted path: a field and the entity it was found on. */
export interface PathStep {
  readonly entity: string
  /** null for a system column (id, created_at, owner_id …). */
  readonly field: CompiledField | null
  readonly key: string | SystemField
  /** Lookups of the same entity that lead to this step: whoever may not read those reads nothing here. */
  readonly via?: readonly string[]
}
/** The last step holds the value compared; those before it are to-one relations. */
export interface FieldPath {
  readonly text: string
  readonly steps: readonly PathStep[]
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'list'; readonly values: readonly Value[] }
  /** `$me`, `$my_department`, `$now` …, without the `$`. */
  | { readonly kind: 'actor'; readonly name: string }
  /** `"=expression"` over the record the filter is asked for, of that entity. */
  | {
      readonly kind: 'expression'
      readonly expression: CompiledExpression
      readonly entity: string
    }
  /** Where a period of `within`, or a number of days, begins or ends, as days go in the actor's zone. */
  | { readonly kind: 'period'; readonly period: string | number; readonly edge: 'from' | 'until' }

/** Operators that compare one value with operands. */
export type Comparator = Exclude<
  FilterOperator,
  'has' | 'empty' | 'under' | 'changed' | 'from' | 'to'
>

export type FilterNode =
  | { readonly op: 'all'; readonly items: readonly FilterNode[] }
  | { readonly op: 'any'; readonly items: readonly FilterNode[] }
  | { readonly op: 'not'; readonly item: FilterNode }
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | {
      readonly op: 'compare'
      readonly path: FieldPath
      readonly operator: Comparator
      /** One operand; `between`, `within` and `withinDays` have two. */
      readonly operands: readonly Operand[]
    }
  | { readonly op: 'empty'; readonly path: FieldPath; readonly is: boolean }
  /**
   * Some row of the sub-table or to-many relation meets all of `item`; of a list in one column some
   * item, as a row with the one field `value`.
   */
  | {
      readonly op: 'has'
      readonly path: FieldPath
      readonly entity: string
      readonly item: FilterNode
    }
  /** The record pointed to is one of those named, or stands below one in their tree. */
  | {
      readonly op: 'under'
      readonly path: FieldPath
      readonly operand: Operand
      /** Entity of the tree, and the field that leads upwards in it. */
      readonly entity: string
      readonly parent: CompiledField
    }
  /** The command changes the field, from or to a value; only for rules and guards, never SQL. */
  | {
      readonly op: 'change'
      readonly path: FieldPath
      readonly operator: 'changed' | 'from' | 'to'
      /** For `changed`: whether it shall be so. */
      readonly is: boolean
      readonly operand: Operand | null
    }
