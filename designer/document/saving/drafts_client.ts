import { request } from '#runtime/client/http.ts'
import type { Problem } from '#engine/problems.ts'
import type { Layer, Members } from '../definition.ts'

/** A problem as the API tells it: both languages, and where it is certain what to do, a JSON Patch. */
export interface ToldProblem extends Omit<Problem, 'message'> {
  message: { 'zh-CN': string; 'en': string }
  patch?: readonly PatchStep[]
}

export type PatchStep =
  | { op: 'replace'; path: string; value: unknown }
  | { op: 'move'; from: string; path: string }
  | { op: 'remove'; path: string }

export interface ListedDefinition {
  uid: string
  kind: string
  key: string
  hash: string
  layer: Layer
}

export interface ListedDraft {
  uid: string
  kind: string
  key: string
  hash: string
  base: string | null
  at: string
  by: string
  isRemoval: boolean
}

/** What a save answers. `data` is null where the definition is to be taken out of use. */
export interface SavedDraft {
  data: Members | null
  draft: Omit<ListedDraft, 'isRemoval'>
  problems: ToldProblem[]
}

export interface DraftAddress {
  kind: string
  key: string
}

/** The part of the API that drafts are read and saved by; a test gives its own. */
export interface DraftsClient {
  /** What is active, with its texts. */
  active(): Promise<{ definitions: ListedDefinition[]; texts: string[] }>
  drafts(): Promise<ListedDraft[]>
  draft(at: DraftAddress): Promise<SavedDraft>
  problems(): Promise<ToldProblem[]>
  /** `seen`: hash of what was edited; null for what is new. */
  save(at: DraftAddress, document: Members, seen: string | null): Promise<SavedDraft>
  remove(at: DraftAddress, seen: string | null): Promise<SavedDraft>
  discard(at: DraftAddress, seen: string): Promise<void>
}

const pathTo = ({ kind, key }: DraftAddress) =>
  `/drafts/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`
const seenBy = (hash: string | null) =>
  hash === null ? {} : { headers: { 'If-Match': `"${hash}"` } }

/** Drafts over HTTP, as the signed-in person. @throws ApiError */
export const draftsClient: DraftsClient = {
  async active() {
    const [releases, listed] = await Promise.all([
      request<{ data: { id: string; isActive: boolean }[] }>('GET', '/releases'),
      request<{ data: ListedDefinition[] }>('GET', '/definitions'),
    ])
    const { id } = releases.data.find((one) => one.isActive)!
    const bundle = await request<{ definitions: { text: string }[] }>(
      'GET',
      `/releases/${id}/bundle`
    )
    return { definitions: listed.data, texts: bundle.definitions.map((one) => one.text) }
  },
  async drafts() {
    return (await request<{ data: ListedDraft[] }>('GET', '/drafts')).data
  },
  draft: (at) => request<SavedDraft>('GET', pathTo(at)),
  async problems() {
    return (await request<{ problems: ToldProblem[] }>('GET', '/drafts/problems')).problems
  },
  save: (at, body, seen) => request<SavedDraft>('PUT', pathTo(at), { body, ...seenBy(seen) }),
  remove: (at, seen) => request<SavedDraft>('POST', `${pathTo(at)}/removal`, seenBy(seen)),
  discard: (at, seen) => request<void>('DELETE', pathTo(at), seenBy(seen)),
}
