import { randomUUID } from 'node:crypto'
import type { Transaction } from '#core/storage/index.ts'
import type { NewJob } from '../job.ts'

const defaults = { priority: 100, mostAttempts: 8 }

/**
 * Puts a job in the queue, in the transaction of whoever asks: it is there when that commits, and
 * never when it does not. Jobs are locked last (architecture.md law 6), so a command asks for them
 * after its records.
 *
 * @param given.repeats the cron line and zone of a job that comes back by the clock
 * @returns id of the job that will do it: a new one, or the unfinished one with the same key
 */
export async function enqueue(
  t: Transaction,
  given: NewJob & { repeats?: string },
  now: Date
): Promise<string> {
  const at = now.toISOString()
  const [row] = await t.all<{ id: string }>(
    `INSERT INTO jobs (id, kind, key, state, priority, due_at, attempts, most_attempts, wanted,
       payload, done, total, repeats, created_by, created_at)
     VALUES (?, ?, ?, 'waiting', ?, ?, 0, ?, 0, ?, 0, ?, ?, ?, ?)
     ON CONFLICT (key) WHERE state IN ('waiting', 'running')
     DO UPDATE SET wanted = jobs.wanted + 1 RETURNING id`,
    [
      ...[randomUUID(), given.kind, given.key ?? null, given.priority ?? defaults.priority],
      ...[(given.dueAt ?? now).toISOString(), given.mostAttempts ?? defaults.mostAttempts],
      ...[JSON.stringify(given.payload ?? null), given.total ?? null, given.repeats ?? null],
      ...[given.by, at],
    ]
  )
  return row!.id
}
