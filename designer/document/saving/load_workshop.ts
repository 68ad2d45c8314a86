import type { DesignDefinition, DesignSet, Members } from '../definition.ts'
import type { DraftsClient, SavedDraft, ToldProblem } from './drafts_client.ts'

/** What the server has of a definition. */
export interface ServerCopy {
  readonly uid: string
  readonly kind: string
  /** Active in this moment; null for one that only is a draft. */
  readonly active: {
    readonly key: string
    readonly hash: string
    readonly document: Members
  } | null
  /** `document` null: to be taken out of use. */
  readonly draft: {
    readonly key: string
    readonly hash: string
    readonly document: Members | null
  } | null
}

export interface LoadedWorkshop {
  readonly set: DesignSet
  readonly copies: ReadonlyMap<string, ServerCopy>
  readonly problems: readonly ToldProblem[]
}

/** What is active with the drafts in their places: what would be active after publishing. @throws ApiError */
export async function loadWorkshop(client: DraftsClient): Promise<LoadedWorkshop> {
  const [active, listed, problems] = await Promise.all([
    client.active(),
    client.drafts(),
    client.problems(),
  ])
  const drafts = await Promise.all(listed.map((draft) => client.draft(draft)))
  const copies = new Map<string, ServerCopy>()
  const set = new Map<string, DesignDefinition>()
  const documents = new Map(
    active.texts.map((text) => {
      const document = JSON.parse(text) as Members & { uid: string }
      return [document.uid, document]
    })
  )
  for (const { uid, kind, key, hash, layer } of active.definitions) {
    const document = documents.get(uid)
    if (!document) continue
    copies.set(uid, { uid, kind, active: { key, hash, document }, draft: null })
    set.set(uid, { uid, kind, layer, document })
  }
  for (const draft of drafts) layDraft(draft, copies, set)
  return { set, copies, problems }
}

function layDraft(
  { data, draft }: SavedDraft,
  copies: Map<string, ServerCopy>,
  set: Map<string, DesignDefinition>
): void {
  const { uid, kind, key, hash } = draft
  const known = copies.get(uid) ?? { uid, kind, active: null, draft: null }
  copies.set(uid, { ...known, draft: { key, hash, document: data } })
  if (data === null) set.delete(uid)
  else set.set(uid, { uid, kind, layer: set.get(uid)?.layer ?? 'site', document: data })
}
