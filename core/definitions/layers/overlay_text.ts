import type { Overlay } from '#schemas/index.ts'
import { hashOf } from '../hash.ts'
import type { Revision } from '../releases/release_store.ts'

/** What an installation keeps of its changes to a shipped definition; `gone`: it is not used here. */
export type SiteChange = Overlay & { readonly gone?: true }

interface Address {
  kind: string
  key: string
  uid: string
}

/** A revision of the layer `site` that changes a shipped definition instead of being one. */
export function overlayRevision({ kind, key, uid }: Address, overlay: SiteChange): Revision {
  const text = `${JSON.stringify({ kind, key, uid, overlay }, null, 2)}\n`
  return { kind, key, uid, hash: hashOf(text), layer: 'site', text }
}

/** The change a revision holds; null when it is a whole definition. */
export function overlayIn({ layer, text }: Pick<Revision, 'layer' | 'text'>): SiteChange | null {
  // Most texts of the layer are whole definitions: looking for the word is cheaper than parsing them.
  if (layer !== 'site' || !text.includes('"overlay"')) return null
  const { overlay } = JSON.parse(text) as { overlay?: SiteChange }
  return overlay ?? null
}
