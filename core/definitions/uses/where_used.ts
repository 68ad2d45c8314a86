import { nameOf, usesIn } from '#engine/references/index.ts'
import type { Named, Use } from '#engine/references/index.ts'
import type { ActiveRelease } from '../registry/registry.ts'

/** A place that names something. */
export interface WhereUsed {
  kind: string
  key: string
  title: string
  /** JSON pointer in that definition. */
  pointer: string
  /** Which part is named: `field price`; null for the definition itself. */
  part: { of: string; id: string } | null
  /** The name is not written there: a wildcard, or a text that is compared. */
  isImplied: boolean
}

/**
 * Everywhere in a release that a definition or one of its parts is named, the definition's own text
 * included; with `part` that part alone. Pure.
 */
export function whereUsed(
  { definitions, application }: ActiveRelease,
  { kind, key }: Named,
  part: Named['part'] | null
): WhereUsed[] {
  const wanted = part ? nameOf({ kind, key, part }) : null
  const found: WhereUsed[] = []
  for (const definition of definitions) {
    const document = JSON.parse(definition.text) as { title?: string }
    const visit = ({ target, pointer, span }: Use) => {
      const isOf = target.kind === kind && target.key === key
      if (!isOf || (wanted !== null && nameOf(target) !== wanted)) return
      found.push({
        ...{ kind: definition.kind, key: definition.key, title: document.title ?? definition.key },
        ...{ pointer, part: target.part ?? null, isImplied: span === null },
      })
    }
    usesIn({ kind: definition.kind, document }, application, visit)
  }
  return found
}
