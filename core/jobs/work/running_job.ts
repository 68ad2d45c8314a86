import type { Database, Transaction } from '#core/storage/index.ts'
import { JobInterrupted } from '../job.ts'
import type { Json, RunningJob, StepOutcome } from '../job.ts'
import type { ClaimedJob } from '../queue/claim.ts'
import { parsed } from '../queue/job_row.ts'

const rows = { first: 20, most: 1_000 }

/** What a handler sees of the job it works on; see `RunningJob.step`. */
export function runningJob(given: {
  database: Database
  claimed: ClaimedJob
  signal: AbortSignal
  stopping: AbortSignal
  untilWhen: () => Date
}): RunningJob {
  const { database, claimed, signal, stopping, untilWhen } = given
  const { row } = claimed
  let size = rows.first
  let place = parsed(row.place)
  let done = Number(row.done)
  const interrupted = () => new JobInterrupted(stopping.aborted ? 'stopping' : 'lost')
  return {
    ...{ id: row.id, kind: row.kind, payload: parsed(row.payload), createdBy: row.created_by },
    ...{ attempt: Number(row.attempts), signal },
    get place() {
      return place
    },
    get done() {
      return done
    },
    async step(work) {
      if (signal.aborted) throw interrupted()
      const started = performance.now()
      const outcome = await database.tx(async (t) => {
        const made = await work(t, size)
        if (!(await keep(t, claimed, made, untilWhen()))) throw new JobInterrupted('lost')
        return made
      })
      size = nextSize(size, performance.now() - started, database.dialect.batchMillis)
      if (outcome.place !== undefined) place = outcome.place
      if (outcome.done !== undefined) done = outcome.done
      await otherWork()
      return outcome
    },
  }
}

/** @returns false when the job is no longer this worker's: the batch must not be committed */
async function keep(
  t: Transaction,
  { lease, row }: ClaimedJob,
  { place, done, total }: StepOutcome,
  until: Date
): Promise<boolean> {
  const sets: [string, Json][] = [
    ...(place === undefined ? [] : [['place', JSON.stringify(place)] as [string, Json]]),
    ...(done === undefined ? [] : [['done', done] as [string, Json]]),
    ...(total === undefined ? [] : [['total', total] as [string, Json]]),
  ]
  const changed = await t.run(
    `UPDATE jobs SET attempts = 0, lease_until = ?${sets.map(([name]) => `, ${name} = ?`).join('')}
     WHERE id = ? AND lease_owner = ? AND state = 'running'`,
    [until.toISOString(), ...sets.map(([, value]) => value), row.id, lease]
  )
  return changed === 1
}

/** Batches grow while they are quick and shrink at once when one took too long. */
function nextSize(size: number, took: number, target: number): number {
  const factor = Math.min(2, Math.max(0.1, target / Math.max(took, 1)))
  return Math.max(1, Math.min(rows.most, Math.floor(size * factor)))
}

/** SQLite's driver works in the thread of the event loop: requests that came meanwhile go first. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
