import { request } from '#runtime/client/http.ts'

/** A value that a release could not convert, as `GET /releases/{id}/quarantine` tells it. */
export interface QuarantinedValue {
  entity: string
  field: string
  fieldTitle: string
  record: string
  title: string | null
  /** Null for a row of a sub-table: it has that of its parent. */
  rev: number | null
  parent: string | null
  value: unknown
  reason: { 'zh-CN': string; 'en': string }
  state: 'open' | 'corrected' | 'discarded'
}

export interface QuarantinePage {
  data: QuarantinedValue[]
  page: { next: string | null; open: number; count: number }
}

/** Values in quarantine over HTTP; of fields that the person reads. Both calls throw ApiError. */
export const quarantineClient = {
  list: (release: string, query: { limit: number; after?: string }) =>
    request<QuarantinePage>('GET', `/releases/${release}/quarantine`, { query }),
  discard: (release: string, { record, entity, field }: QuarantinedValue) =>
    request<undefined>('POST', `/releases/${release}/quarantine/${record}/discard`, {
      body: { entity, field },
    }),
}
