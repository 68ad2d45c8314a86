import type { Database } from '#core/storage/index.ts'
import type { RepeatingJob } from '../job.ts'
import { enqueue } from '../queue/enqueue.ts'
import { nextTime } from './cron.ts'

/**
 * Sees to it that of each repeating job one waits. A time that was missed while no process ran stays
 * due, once; a line that was changed holds from now on.
 */
export function keepRepeating(
  database: Database,
  repeating: readonly RepeatingJob[],
  now: Date
): Promise<void> {
  return database.tx(async (t) => {
    for (const { name, kind, payload, cron, zone } of repeating) {
      const key = `repeat:${name}`
      const repeats = JSON.stringify({ cron, zone })
      const dueAt = nextTime(cron, zone, now)
      const [waiting] = await t.all<{ repeats: string }>(
        `SELECT repeats FROM jobs WHERE key = ? AND state IN ('waiting', 'running')`,
        [key]
      )
      if (!waiting) {
        const job = { kind, key, repeats, dueAt, by: 'system', payload: payload ?? null }
        await enqueue(t, job, now)
      } else if (waiting.repeats !== repeats) {
        await t.run(`UPDATE jobs SET repeats = ?, due_at = ? WHERE key = ? AND state = 'waiting'`, [
          repeats,
          dueAt.toISOString(),
          key,
        ])
      }
    }
  })
}
