import type { EffectiveDefinition } from '../layers/effective_set.ts'
import type { Draft } from './draft_store.ts'

/** A definition as it would be after publishing; `draft` where one is to be published. */
export type WorkingDefinition = EffectiveDefinition & { draft?: Draft }

/**
 * The active definitions with drafts in their places: one replaces the definition of the same uid,
 * wherever its key was, or joins; one without text takes it out. Pure.
 */
export function workingSet(
  active: readonly EffectiveDefinition[],
  drafts: readonly Draft[]
): WorkingDefinition[] {
  const byUid = new Map(drafts.map((draft) => [draft.uid, draft]))
  const kept = active.flatMap((definition) => {
    const draft = byUid.get(definition.uid)
    byUid.delete(definition.uid)
    if (!draft) return [definition]
    return draft.text === '' ? [] : [{ ...definition, ...contentOf(draft), draft }]
  })
  const joined = [...byUid.values()].filter((draft) => draft.text !== '')
  const added = joined.map((draft) => ({
    ...{ ...contentOf(draft), uid: draft.uid, layer: 'site' as const, isChanged: false },
    draft,
  }))
  return [...kept, ...added]
}

function contentOf({ kind, key, hash, text }: Draft) {
  return { kind, key, hash, text }
}
