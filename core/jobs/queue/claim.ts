import { randomUUID } from 'node:crypto'
import type { Database } from '#core/storage/index.ts'
import { jobColumns } from './job_row.ts'
import type { JobRow } from './job_row.ts'

/** A job somebody works on; `lease` is the sign by which the row knows him. */
export interface ClaimedJob {
  readonly lease: string
  readonly row: JobRow
}

/** Also one whose worker is gone: its lease has run out. */
const isDue = `state IN ('waiting', 'running') AND due_at <= ?
  AND (lease_until IS NULL OR lease_until < ?)`

/**
 * Takes the first job that is due, of the kinds this process can do. Two workers never hold one
 * job: on PostgreSQL a row somebody is just taking is skipped, on SQLite writers come one after the
 * other. Asks without any lock first, so an idle worker disturbs nobody.
 */
export async function claim(
  database: Database,
  asked: { kinds: readonly string[]; now: Date; leaseMillis: number }
): Promise<ClaimedJob | null> {
  const { dialect } = database
  const now = asked.now.toISOString()
  const first = `SELECT ${jobColumns} FROM jobs WHERE ${isDue} AND ${dialect.inList('kind')}
    ORDER BY priority, due_at LIMIT 1`
  const bindings = [now, now, dialect.listBinding(asked.kinds)]
  if ((await database.read.all(first, bindings)).length === 0) return null
  return database.tx(async (t) => {
    const [row] = await t.all<JobRow>(`${first}${dialect.skipLocked}`, bindings)
    if (!row) return null
    const lease = randomUUID()
    const until = new Date(asked.now.getTime() + asked.leaseMillis).toISOString()
    await t.run(
      `UPDATE jobs SET state = 'running', lease_owner = ?, lease_until = ?,
         attempts = attempts + 1, started_at = COALESCE(started_at, ?) WHERE id = ?`,
      [lease, until, now, row.id]
    )
    return { lease, row: { ...row, attempts: Number(row.attempts) + 1 } }
  })
}

/** @returns whether the job is still this worker's */
export async function renewLease(
  database: Database,
  { lease, row }: ClaimedJob,
  until: Date
): Promise<boolean> {
  const changed = await database.tx((t) =>
    t.run(
      `UPDATE jobs SET lease_until = ? WHERE id = ? AND lease_owner = ? AND state = 'running'`,
      [until.toISOString(), row.id, lease]
    )
  )
  return changed === 1
}
