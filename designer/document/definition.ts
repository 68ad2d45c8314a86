import { canonicalText } from '#engine/compile/index.ts'

export type Members = Readonly<Record<string, unknown>>
export type Layer = 'product' | 'partner' | 'site'

/** A definition in the workshop. The document is never changed, only replaced. */
export interface DesignDefinition {
  readonly uid: string
  readonly kind: string
  readonly document: Members
  readonly layer: Layer
}

/** Everything that would be active after publishing, by uid. */
export type DesignSet = ReadonlyMap<string, DesignDefinition>

/** An element of a definition by identities, outermost first; none is the definition itself. */
export interface ElementAddress {
  readonly uid: string
  readonly path: readonly string[]
}

export function keyOf({ document }: DesignDefinition): string {
  return typeof document.key === 'string' ? document.key : ''
}

export function titleOf(definition: DesignDefinition): string {
  const { title } = definition.document
  return typeof title === 'string' && title !== '' ? title : keyOf(definition)
}

export function moduleOf(definition: DesignDefinition): string {
  return keyOf(definition).split('.')[0] ?? ''
}

export function findDefinition(
  set: DesignSet,
  kind: string,
  key: string
): DesignDefinition | undefined {
  for (const definition of set.values()) {
    if (definition.kind === kind && definition.document.key === key) return definition
  }
  return undefined
}

export function definitionsOf(set: DesignSet, kind: string): DesignDefinition[] {
  return [...set.values()].filter((definition) => definition.kind === kind)
}

const texts = new WeakMap<Members, string>()

/** The canonical text: what is saved, hashed and shown as JSON. */
export function textOf({ kind, document }: Pick<DesignDefinition, 'kind' | 'document'>): string {
  let text = texts.get(document)
  if (text === undefined) texts.set(document, (text = canonicalText(document, kind)))
  return text
}

/** One text that names every definition of a set; two sets are the same when it is. */
export function textOfSet(set: DesignSet): string {
  const parts = [...set.values()].map((one) => `${one.uid} ${one.layer}\n${textOf(one)}`)
  return parts.sort().join('\n')
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
