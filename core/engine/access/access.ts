import type { CompiledEntity, DefinitionRight } from '#engine/compile/compiled.ts'
import type { FilterNode } from '#engine/filters/index.ts'

/**
 * What the holder of a set of roles may do (definitions.md, "Rights are per row and field").
 *
 * R(e) is the union of the row scopes that give reading entity e, R(e,f) of those that also give
 * its field f. Scopes are filters over records of the entity; those of a sub-table are over its
 * root record. `true` and `false` nodes stand for everything and nothing.
 */
export interface Access {
  /** Whether some grant gives every action on every record: an administrator. */
  readonly everything: boolean
  /** What may be done with definitions. Gives nothing on records. */
  readonly definitions: readonly DefinitionRight[]
  /** Whether some grant gives the action on some row. */
  may(entity: CompiledEntity, action: string): boolean
  /** Rows on which the action is given. */
  scope(entity: CompiledEntity, action: string): FilterNode
  /** Whether the field is given to read on some row, in clear or masked; engine's own columns go with the record. */
  readable(entity: CompiledEntity, field: string): boolean
  /** Whether the field is given to read, but nowhere in clear. */
  masked(entity: CompiledEntity, field: string): boolean
  /**
   * R(e,f), where the field has its value for filters, sorting, groups and output, when that is less
   * than R(e): blank outside. Null = no narrowing.
   */
  fieldScope(entity: CompiledEntity, field: string): FilterNode | null
  /**
   * Rows on which the field is shown at all, in clear or masked, when fewer than R(e). The same as
   * `fieldScope` unless some grant masks the field.
   */
  shownScope(entity: CompiledEntity, field: string): FilterNode | null
  /** Rows on which a masked value of the field may be looked at, which leaves a trace. */
  revealScope(entity: CompiledEntity, field: string): FilterNode
  /** Whether the field may be written on some row. */
  writable(entity: CompiledEntity, action: 'create' | 'update', field: string): boolean
  /** Rows on which the field may be written; needed before and after the change. */
  writeScope(entity: CompiledEntity, action: 'create' | 'update', field: string): FilterNode
}
