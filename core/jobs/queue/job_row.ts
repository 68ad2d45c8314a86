import type { Job, JobState, Json } from '../job.ts'

/** A row of `jobs` as both drivers give it: numbers may come as text. */
export interface JobRow {
  id: string
  kind: string
  key: string | null
  state: JobState
  attempts: number | string
  most_attempts: number | string
  wanted: number | string
  payload: string
  place: string | null
  done: number | string
  total: number | string | null
  result: string | null
  error: string | null
  repeats: string | null
  due_at: string
  created_by: string
  created_at: string
  started_at: string | null
  finished_at: string | null
}

export const jobColumns = `id, kind, key, state, attempts, most_attempts, wanted, payload, place,
  done, total, result, error, repeats, due_at, created_by, created_at, started_at, finished_at`

export function jobOf(row: JobRow): Job {
  return {
    ...{ id: row.id, kind: row.kind, state: row.state, attempts: Number(row.attempts) },
    progress: { done: Number(row.done), total: row.total === null ? null : Number(row.total) },
    ...{ result: parsed(row.result), error: row.error, dueAt: row.due_at },
    ...{ createdBy: row.created_by, createdAt: row.created_at },
    ...{ startedAt: row.started_at, finishedAt: row.finished_at },
  }
}

export function parsed(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json)
}
