import type { KnownDefinitions } from '#engine/compile/compiled.ts'

/** A thing that definitions name: a definition, or a part of one. */
export interface Named {
  /** Kind and key of the definition. */
  readonly kind: string
  readonly key: string
  readonly part?: {
    readonly of: 'field' | 'state' | 'transition' | 'item' | 'attribute'
    /** Key, id or code. */
    readonly id: string
  }
}

/** One place of a definition that names something. */
export interface Use {
  /** JSON pointer of the string; of the member when it stands in the key. */
  readonly pointer: string
  readonly place: 'value' | 'key'
  readonly target: Named
  /**
   * Where in the string or key the name stands, as [from, to); null where the thing is meant without
   * being written: a wildcard, a text that an expression compares.
   */
  readonly span: readonly [from: number, to: number] | null
}

/** What names are looked up in. */
export type ReferenceWorld = KnownDefinitions

export type Visit = (use: Use) => void

/** Stable text of what is named, for maps and comparison. */
export function nameOf({ kind, key, part }: Named): string {
  return part ? `${kind} ${key}#${part.of}:${part.id}` : `${kind} ${key}`
}
