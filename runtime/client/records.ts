import { request } from './http.ts'
import type { Query } from './http.ts'
import type { RecordCan } from '#engine/presentation/shapes.ts'

/** A to-one relation as the API reads it. */
export interface RecordLink {
  id: string
  title: string | null
  [field: string]: unknown
}

/** A record as the API reads it: values as in JSON, links as `{id, title}`. */
export interface RecordJson {
  id: string
  rev: number
  [field: string]: unknown
}

export interface RecordPage {
  data: RecordJson[]
  page: {
    next: string | null
    count?: number
    countIs?: 'exact' | 'at_least'
    /** Computed fields that a job is still bringing up to date. */
    stale?: string[]
  }
}

export interface LoadedRecord {
  data: RecordJson
  can: RecordCan
  /** Computed fields that a job is still bringing up to date. */
  stale?: string[]
}

/** One revision, as `GET …/history` shows it. */
export interface HistoryEntry {
  rev: number
  at: string
  /** `create`, `update`, `delete`, `transition:<id>` … */
  command: string
  actor: { id: string; name: string | null }
  onBehalfOf: { id: string; name: string | null } | null
  reason: string | null
  changes: HistoryChange[]
}
export interface FieldHistory {
  field: string
  title: string
  before: unknown
  after: unknown
}
export interface RowsHistory {
  field: string
  title: string
  rows: { id: string; change: 'added' | 'removed' | 'changed'; changes: HistoryChange[] }[]
}
export type HistoryChange = FieldHistory | RowsHistory

const path = (entity: string, ...rest: string[]) =>
  ['/records', entity, ...rest].map((part, n) => (n ? encodeURIComponent(part) : part)).join('/')

export function listRecords(entity: string, query: Query, signal?: AbortSignal) {
  return request<RecordPage>('GET', path(entity), { query, ...(signal ? { signal } : {}) })
}

export function getRecord(entity: string, id: string, fields?: string) {
  return request<LoadedRecord>('GET', path(entity, id), { query: { fields } })
}

/** `key` makes a repeated attempt of the same submission harmless. */
export function createRecord(entity: string, values: object, key: string) {
  return request<{ data: RecordJson }>('POST', path(entity), {
    body: values,
    headers: { 'Idempotency-Key': key },
  })
}

export function patchRecord(entity: string, id: string, rev: number, patch: object) {
  return request<{ data: RecordJson }>('PATCH', path(entity, id), {
    body: patch,
    headers: { 'If-Match': `"${rev}"` },
  })
}

export function deleteRecord(entity: string, id: string, rev: number) {
  return request<undefined>('DELETE', path(entity, id), { headers: { 'If-Match': `"${rev}"` } })
}

export function transitionRecord(
  entity: string,
  id: string,
  transition: string,
  given: { values?: object; comment?: string; rev: number }
) {
  const { rev, ...body } = given
  return request<{ data: RecordJson }>('POST', path(entity, id, 'transitions', transition), {
    body,
    headers: { 'If-Match': `"${rev}"` },
  })
}

export function readHistory(entity: string, id: string, cursor?: string) {
  return request<{ data: HistoryEntry[]; page: { next: string | null } }>(
    'GET',
    path(entity, id, 'history'),
    { query: { cursor } }
  )
}

/** Who looked at masked values of a record. */
export interface RevealEntry {
  at: string
  actor: { id: string; name: string | null }
  fields: { field: string; title: string }[]
  reason: string
}

/** Masked values in clear, once; that they were looked at is kept. */
export function revealFields(
  entity: string,
  id: string,
  fields: readonly string[],
  reason: string
) {
  return request<{ data: Record<string, unknown> }>('POST', path(entity, id, 'reveal'), {
    body: { fields, reason },
  })
}

export function readReveals(entity: string, id: string) {
  return request<{ data: RevealEntry[] }>('GET', path(entity, id, 'reveals'))
}

export function assignRecord(
  entity: string,
  { id, rev }: { id: string; rev: number },
  given: { owner: string; comment?: string }
) {
  return request<{ data: RecordJson }>('POST', path(entity, id, 'assign'), {
    body: given,
    headers: { 'If-Match': `"${rev}"` },
  })
}

/** Why something may be done to a record, or why not. */
export interface Explanation {
  allowed: boolean
  text: string
  grants: { role: string; index: number; allows: boolean; text: string }[]
}

/** `field` and `person` (another than oneself) may be left out. */
export function explainAccess(
  entity: string,
  id: string,
  query: { action: string; field?: string; person?: string }
) {
  return request<{ data: Explanation }>('GET', path(entity, id, 'explain'), { query })
}

/** One operation of a bulk request, and what became of it. */
export type BulkOperation =
  | { op: 'create'; values: object }
  | { op: 'update'; id: string; rev: number; values: object }
  | { op: 'delete'; id: string; rev: number }
export interface BulkResult {
  op: BulkOperation['op']
  status: number
  data?: RecordJson
  errors?: { code: string; message: string; path?: string }[]
}

/** Each by itself: what fails leaves the others alone. */
export function bulkRecords(entity: string, operations: readonly BulkOperation[], key: string) {
  return request<{ data: BulkResult[] }>('POST', path(entity, 'bulk'), {
    body: { operations, atomic: false },
    headers: { 'Idempotency-Key': key },
  })
}

export function restoreRecord(entity: string, id: string) {
  return request<{ data: RecordJson }>('POST', path(entity, id, 'restore'))
}

/** Records that a removal would touch beside the one named. */
export interface Affected {
  entity: string
  title: string
  count: number
  records: { id: string; title: string | null }[]
}
export interface RemovalPreview {
  allowed: boolean
  removes: Affected[]
  empties: Affected[]
  restricts: Affected[]
}

export async function previewRemoval(entity: string, id: string): Promise<RemovalPreview> {
  return (await request<{ data: RemovalPreview }>('GET', path(entity, id, 'removal'))).data
}

/** What is asked of records in groups. */
export interface AggregateQuestion {
  groupBy?: readonly string[]
  measures: readonly { do: string; of?: string; as: string }[]
  filter?: object
  search?: string
  sort?: string
  limit?: number
}

export async function aggregateRecords(
  entity: string,
  body: AggregateQuestion,
  signal?: AbortSignal
): Promise<Record<string, unknown>[]> {
  const options = { body, ...(signal ? { signal } : {}) }
  type Answer = { data: Record<string, unknown>[] }
  return (await request<Answer>('POST', path(entity, 'aggregate'), options)).data
}
