import { Refusal } from '#engine/errors.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { jobFinished, jobNotCancellable, jobNotFailed, jobUnknown } from '../errors.ts'
import type { Job, JobState } from '../job.ts'
import { comeBack } from './finish.ts'
import { jobColumns, jobOf } from './job_row.ts'
import type { JobRow } from './job_row.ts'

/** Whose eyes look: the own jobs, or with `all` (an administrator) everybody's. */
export interface Asker {
  userId: string
  all: boolean
}

/** @throws E_JOB_UNKNOWN (404), also for somebody else's */
export async function readJob(database: Database, asker: Asker, id: string): Promise<Job> {
  const [row] = await database.read.all<JobRow>(`SELECT ${jobColumns} FROM jobs WHERE id = ?`, [id])
  return jobOf(visible(row, asker))
}

/** The newest first; of one state when that is given. */
export async function listJobs(
  database: Database,
  asker: Asker,
  { state, limit }: { state: JobState | null; limit: number }
): Promise<Job[]> {
  const wheres = [
    ...(asker.all ? [] : [{ sql: 'created_by = ?', binding: asker.userId }]),
    ...(state === null ? [] : [{ sql: 'state = ?', binding: state }]),
  ]
  const where = wheres.map(({ sql }) => sql).join(' AND ') || '1 = 1'
  const rows = await database.read.all<JobRow>(
    `SELECT ${jobColumns} FROM jobs WHERE ${where} ORDER BY created_at DESC, id LIMIT ${limit}`,
    wheres.map(({ binding }) => binding)
  )
  return rows.map(jobOf)
}

/**
 * Ends a job: what waits never runs, and of what runs no further batch is committed.
 *
 * @throws E_JOB_UNKNOWN (404), E_JOB_FINISHED, E_JOB_NOT_CANCELLABLE (409)
 */
export function cancelJob(
  database: Database,
  asker: Asker,
  asked: { id: string; now: Date; isCancellable: (kind: string) => boolean }
): Promise<Job> {
  const { id, now, isCancellable } = asked
  return database.tx(async (t) => {
    const row = visible(await lockJob(t, id), asker)
    if (row.state !== 'waiting' && row.state !== 'running') {
      throw new Refusal(jobFinished({ state: row.state }))
    }
    if (!isCancellable(row.kind)) throw new Refusal(jobNotCancellable({ kind: row.kind }))
    await t.run(
      `UPDATE jobs SET state = 'cancelled', finished_at = ?, lease_owner = NULL, lease_until = NULL
       WHERE id = ?`,
      [now.toISOString(), id]
    )
    await comeBack(t, row, now)
    return jobOf({ ...row, state: 'cancelled', finished_at: now.toISOString() })
  })
}

/**
 * A dead letter is tried again, from where it got to.
 *
 * @throws E_JOB_UNKNOWN (404), E_JOB_NOT_FAILED (409), also when another job does the same by now
 */
export function retryJob(database: Database, asker: Asker, id: string, now: Date): Promise<Job> {
  return database.tx(async (t) => {
    const row = visible(await lockJob(t, id), asker)
    // A repeating one has its next in the queue; that one does the same.
    if (row.state !== 'failed' || row.repeats !== null) {
      throw new Refusal(jobNotFailed({ state: row.state }))
    }
    const other = row.key === null ? null : await unfinished(t, row.key)
    if (other !== null) throw new Refusal(jobNotFailed({ state: other }))
    const due = now.toISOString()
    await t.run(
      `UPDATE jobs SET state = 'waiting', attempts = 0, due_at = ?, finished_at = NULL WHERE id = ?`,
      [due, id]
    )
    return jobOf({ ...row, state: 'waiting', attempts: 0, due_at: due, finished_at: null })
  })
}

/** State of the one unfinished job that may have a key. */
async function unfinished(t: Transaction, key: string): Promise<JobState | null> {
  const [row] = await t.all<{ state: JobState }>(
    `SELECT state FROM jobs WHERE key = ? AND state IN ('waiting', 'running')`,
    [key]
  )
  return row?.state ?? null
}

async function lockJob(t: Transaction, id: string): Promise<JobRow | undefined> {
  const sql = `SELECT ${jobColumns} FROM jobs WHERE id = ?${t.dialect.forUpdate}`
  return (await t.all<JobRow>(sql, [id]))[0]
}

function visible(row: JobRow | undefined, { userId, all }: Asker): JobRow {
  if (!row || (!all && row.created_by !== userId)) throw new Refusal(jobUnknown({}))
  return row
}
