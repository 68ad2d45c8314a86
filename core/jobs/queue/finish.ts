import type { Transaction } from '#core/storage/index.ts'
import { enqueue } from './enqueue.ts'
import { parsed } from './job_row.ts'
import type { JobRow } from './job_row.ts'
import type { ClaimedJob } from './claim.ts'
import type { Json } from '../job.ts'
import { nextTime } from '../repeat/cron.ts'

const mine = `id = ? AND lease_owner = ? AND state = 'running'`
const letGo = 'lease_owner = NULL, lease_until = NULL'

/**
 * Ends a job well; one that was asked for again meanwhile goes back into the queue instead. A worker
 * whose lease ran out changes nothing.
 */
export async function finishJob(
  t: Transaction,
  { lease, row }: ClaimedJob,
  { result, now }: { result: Json; now: Date }
): Promise<void> {
  const at = now.toISOString()
  const isLast = 'wanted = ?'
  const changed = await t.run(
    `UPDATE jobs SET ${letGo}, place = NULL, attempts = 0, error = NULL, due_at = ?,
       state = CASE WHEN ${isLast} THEN 'done' ELSE 'waiting' END,
       finished_at = CASE WHEN ${isLast} THEN ${cast(t, '?')} END,
       done = CASE WHEN ${isLast} THEN done ELSE 0 END, result = ?
     WHERE ${mine}`,
    [at, row.wanted, row.wanted, at, row.wanted, JSON.stringify(result), row.id, lease]
  )
  if (changed === 1) await comeBack(t, row, now)
}

/** The parameter in a CASE has no type of its own for PostgreSQL. */
function cast(t: Transaction, parameter: string): string {
  return `CAST(${parameter} AS ${t.dialect.types.timestamp})`
}

/** Puts a job off until `dueAt`, or makes it a dead letter when that is null. */
export async function failJob(
  t: Transaction,
  { lease, row }: ClaimedJob,
  { error, dueAt, now }: { error: string; dueAt: Date | null; now: Date }
): Promise<void> {
  const ended = dueAt === null
  const changed = await t.run(
    `UPDATE jobs SET ${letGo}, error = ?, due_at = ?, state = ?, finished_at = ? WHERE ${mine}`,
    [
      ...[error, (dueAt ?? now).toISOString(), ended ? 'failed' : 'waiting'],
      ...[ended ? now.toISOString() : null, row.id, lease],
    ]
  )
  if (ended && changed === 1) await comeBack(t, row, now)
}

/** Gives a job back as if it had not been taken: the process stops. */
export async function giveBack(t: Transaction, { lease, row }: ClaimedJob): Promise<void> {
  await t.run(
    `UPDATE jobs SET ${letGo}, state = 'waiting',
       attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END WHERE ${mine}`,
    [row.id, lease]
  )
}

/** However a repeating job ended, the next one waits: once, also when times were missed. */
export async function comeBack(t: Transaction, row: JobRow, now: Date): Promise<void> {
  if (row.repeats === null || row.key === null) return
  const { cron, zone } = parsed(row.repeats) as { cron: string; zone: string }
  await enqueue(
    t,
    {
      ...{ kind: row.kind, key: row.key, by: row.created_by, repeats: row.repeats },
      ...{ payload: parsed(row.payload), dueAt: nextTime(cron, zone, now) },
    },
    now
  )
}
