import { request } from './http.ts'

type Fields = Record<string, unknown>

/** A form somebody began to fill in, in the list of his own. */
export interface ListedDraft {
  entity: string
  entityTitle: string
  form: string | null
  /** Null for a new record. */
  record: string | null
  title: string
  savedAt: string
  expiresAt: string
}

export interface FormDraft {
  title: string
  values: Fields
  base: Fields
  /** Titles of fields that cannot be given any more. */
  dropped: string[]
  rev: number
  savedAt: string
}

/** Where a draft is kept; `record` is `new` for a new one. */
export interface DraftPlace {
  entity: string
  record: string
}

const path = ({ entity, record }: DraftPlace) =>
  `/form-drafts/${encodeURIComponent(entity)}/${encodeURIComponent(record)}`

export async function listDrafts(): Promise<ListedDraft[]> {
  return (await request<{ data: ListedDraft[] }>('GET', '/form-drafts')).data
}

export async function readDraft(place: DraftPlace): Promise<FormDraft> {
  return (await request<{ data: FormDraft }>('GET', path(place))).data
}

/** @param rev of the draft that is replaced; null when there was none */
export async function saveDraft(
  place: DraftPlace,
  rev: number | null,
  given: { title: string; values: Fields; base: Fields }
): Promise<{ rev: number; savedAt: string }> {
  const headers: Record<string, string> = rev === null ? {} : { 'If-Match': `"${rev}"` }
  const answer = await request<{ data: { rev: number; savedAt: string } }>('PUT', path(place), {
    ...{ body: given, headers },
  })
  return answer.data
}

export async function removeDraft(place: DraftPlace): Promise<void> {
  await request<undefined>('DELETE', path(place))
}
