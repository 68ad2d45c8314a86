import type { CompiledField } from '../compiled.ts'

/**
 * What has to be computed again when a record changes, beside the record itself: rollups over it,
 * and computed fields that read it through relations.
 */
export interface CompiledDependents {
  /** Rollups over other records, by the entity of the records gathered. */
  readonly rollups: ReadonlyMap<string, readonly FieldOf[]>
  /** Ways by which records are read from elsewhere, by the entity of the record read. */
  readonly readers: ReadonlyMap<string, readonly CompiledReader[]>
  /** Place of a computed field in the order of dependency, by `entity#field`. */
  readonly ranks: ReadonlyMap<string, number>
  /** What a computed field is made of, by `entity#field`. */
  readonly sources: ReadonlyMap<
    string,
    readonly { readonly entity: string; readonly key: string }[]
  >
}

export interface FieldOf {
  readonly entity: string
  readonly field: CompiledField
}

/** One way from records with computed fields to the records those read. */
export interface CompiledReader {
  /** Made of uids: the same in every release that reads this way. */
  readonly id: string
  readonly hops: readonly Hop[]
  /** What is read there: a change of another field changes nothing. */
  readonly keys: readonly string[]
  /** The computed fields that read it, each with what it reads. */
  readonly fields: readonly (FieldOf & { readonly keys: readonly string[] })[]
}

/** One step from a record to those it reads. */
export interface Hop {
  /**
   * `link` a to-one relation or engine's column · `links` a to-many relation · `parent` from a row
   * of a sub-table upwards · `back` from a record to those gathered by its rollup
   */
  readonly kind: 'link' | 'links' | 'parent' | 'back'
  readonly from: string
  readonly to: string
  /** The field with the link, of `from`, for `back` of `to`; null where it is the engine's column. */
  readonly field: CompiledField | null
  /** Physical column of `link` (and of `back` by a to-one relation); null for the rest. */
  readonly column: string | null
}
