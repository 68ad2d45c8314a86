import { request } from '#runtime/client/http.ts'
import type { ToldProblem } from '#designer/document/saving/drafts_client.ts'

/** One change of a plan or a comparison, said in a sentence (core/definitions/changes). */
export interface ToldChange {
  kind: string
  key: string
  uid: string
  change: 'added' | 'removed' | 'changed'
  pointer: string
  text: string
  /** Somebody's rights are not what they were. */
  access: boolean
}

/** What becomes of stored values that change their form. */
export interface Conversion {
  ok: number
  rounded: number
  failing: number
  samples: readonly (string | { value?: unknown; id?: string; reason?: string })[]
}

export interface ToldMigration {
  statement: string
  about: string
  rows: number
  lock: 'none' | 'write' | 'all'
  /** About how long, seconds. */
  seconds: number
  /** Done by a job behind the release. */
  behind?: boolean
  converts?: Conversion
}

export interface Plan {
  /** Names what would be done; publishing gives it back. */
  hash: string
  problems: ToldProblem[]
  changes: ToldChange[]
  migrations: ToldMigration[]
}

export interface ListedRelease {
  id: string
  hash: string
  note: string
  at: string
  by: string
  isActive: boolean
}

/** A release on its way: `progress` while values are moved, `settling` while it is in force already. */
export interface ReleaseState {
  id: string
  state: 'active' | 'migrating' | 'past' | 'failed'
  settling?: true
  note: string
  progress?: { done: number; total: number; failed?: number }
}

/** What to plan: all drafts, those of some keys, or the way back to a release. */
export interface PlanRequest {
  include?: readonly string[]
  to?: string
}

export interface ImportAnswer {
  data: { kind: string; key: string }[]
  unchanged: number
  problems: ToldProblem[]
}

/** Releases over HTTP. Every call throws ApiError. */
export const releasesClient = {
  plan: async (body: PlanRequest) =>
    (await request<{ data: Plan }>('POST', '/releases/plan', { body })).data,
  publish: async (plan: string, note: string) =>
    (await request<{ data: ReleaseState }>('POST', '/releases', { body: { plan, note } })).data,
  activate: async (id: string, plan: string) =>
    (await request<{ data: ReleaseState }>('POST', `/releases/${id}/activate`, { body: { plan } }))
      .data,
  list: async () => (await request<{ data: ListedRelease[] }>('GET', '/releases')).data,
  get: async (id: string) => (await request<{ data: ReleaseState }>('GET', `/releases/${id}`)).data,
  compare: async (from: string, to: string) =>
    (await request<{ data: ToldChange[] }>('GET', `/releases/${from}/changes`, { query: { to } }))
      .data,
  bundle: (id: string, module?: string) =>
    request<{ definitions: { path: string; text: string }[] }>('GET', `/releases/${id}/bundle`, {
      query: { module },
    }),
  importBundle: (body: unknown) => request<ImportAnswer>('POST', '/drafts/import', { body }),
}
