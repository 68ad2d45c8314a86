import {
  addDefinition,
  replaceDocument,
  retireDefinition,
  titleOf,
} from '#designer/document/index.ts'
import type { DesignCommand, DesignSet } from '#designer/document/index.ts'
import type { ListedDraft } from '#designer/document/saving/drafts_client.ts'
import type { Workshop } from '#designer/workshop/index.ts'

/** A draft as the panel lists it. */
export interface DraftHere {
  readonly uid: string
  readonly kind: string
  readonly key: string
  readonly title: string
  readonly isNew: boolean
  readonly isRemoval: boolean
  readonly at: string
  readonly by: string
  readonly hash: string
}

/** What is listed of the drafts the server has; titles are those of the workshop. */
export function draftsHere(listed: readonly ListedDraft[], workshop: Workshop): DraftHere[] {
  return listed.map(({ uid, kind, key, base, hash, at, by, isRemoval }) => {
    const definition = workshop.state.set.get(uid)
    const active = workshop.copyOf(uid)?.active
    const title = definition ? titleOf(definition) : String(active?.document.title ?? key)
    const isNew = base === null && !isRemoval
    return { uid, kind, key, title, isNew, isRemoval, at, by, hash }
  })
}

/** Takes a draft back: the definition becomes what is active, or goes if nothing is. Can be undone. */
export function discardCommand(
  { uid, kind }: DraftHere,
  set: DesignSet,
  workshop: Workshop,
  label: string
): DesignCommand | null {
  const active = workshop.copyOf(uid)?.active ?? null
  const definition = set.get(uid)
  if (!active) return definition ? retireDefinition(uid, label) : null
  if (!definition) {
    return addDefinition({ uid, kind, layer: 'site', document: active.document }, label)
  }
  return replaceDocument(uid, active.document, label)
}

/** Whether somebody else saved or discarded drafts since the workshop was read. */
export function isBehind(listed: readonly ListedDraft[], workshop: Workshop): boolean {
  return listed.some(({ uid, hash }) => workshop.copyOf(uid)?.draft?.hash !== hash)
}

/** How a draft is named to the server when some are chosen. */
export function addressOf({ kind, key }: Pick<DraftHere, 'kind' | 'key'>): string {
  return `${kind} ${key}`
}
