import type { ComponentType } from 'react'
import type { DesignDefinition, DesignSet, Members } from '#designer/document/index.ts'

/** Shelves of the palette, in this order. */
export const fieldGroups = [
  'text',
  'number',
  'time',
  'choice',
  'link',
  'computed',
  'other',
] as const
export type FieldGroup = (typeof fieldGroups)[number]

/** Where a new field is to stand. */
export interface SnippetPlace {
  readonly entity: DesignDefinition
  readonly set: DesignSet
  /** Key and title the field will have, for what is made along with it. */
  readonly key: string
  readonly title: string
}

export interface Snippet {
  /** What the field says beyond its title and uid. */
  readonly field: Members
  /** Definitions without which it would mean nothing: the rows of a sub-table, the states of a state. */
  readonly with?: readonly DesignDefinition[]
  /** What the entity itself says for the field, as its numbering. */
  readonly entity?: Members
}

/**
 * The designer's face of a field type, `fields/<type>/face.ts`. Its name is the meta-schema's title and
 * its property panel is made of the meta-schema; nothing else is told of it.
 */
export interface DesignerFieldFace {
  readonly group: FieldGroup
  /** It stands before the others of its shelf. */
  readonly isCommon?: true
  readonly Icon: ComponentType
  /** A new field of the type, free of problems; null where the entity has not what it needs. */
  snippet(place: SnippetPlace): Snippet | null
  /** A value to preview it with, as the API reads it. */
  readonly sample: unknown
}

/** The snippet of a type that needs nothing of its place. */
export function plainSnippet(field: Members): DesignerFieldFace['snippet'] {
  return () => ({ field })
}
