import type { Database } from '#core/storage/index.ts'
import { JobHopeless, JobInterrupted } from '../job.ts'
import type { JobHandler, Json } from '../job.ts'
import { renewLease } from '../queue/claim.ts'
import type { ClaimedJob } from '../queue/claim.ts'
import { failJob, finishJob, giveBack } from '../queue/finish.ts'
import { runningJob } from './running_job.ts'
import { waitAfter } from './wait_after.ts'

/** What a job is run with. */
export interface JobRun {
  database: Database
  clock: () => Date
  leaseMillis: number
  /** Told of dead letters. */
  log: (line: string) => void
  /** Aborted when the process stops. */
  stopping: AbortSignal
}

/**
 * Runs one claimed job to its end: done, put off, dead letter, or given back. The lease is renewed
 * all the while, so that nobody else takes it as long as this process lives.
 */
export async function runJob(env: JobRun, claimed: ClaimedJob, handler: JobHandler): Promise<void> {
  const { database, clock, leaseMillis } = env
  const lost = new AbortController()
  const untilWhen = () => new Date(clock().getTime() + leaseMillis)
  const renewal = setInterval(() => {
    renewLease(database, claimed, untilWhen()).then(
      (isMine) => isMine || lost.abort(),
      () => {
        // A database that is busy or away: the next turn tries again, and every batch checks.
      }
    )
  }, leaseMillis / 3)
  const signal = AbortSignal.any([env.stopping, lost.signal])
  try {
    refuseDeadly(claimed)
    const job = runningJob({ database, claimed, signal, stopping: env.stopping, untilWhen })
    const result = ((await handler.run(job)) ?? null) as Json
    await database.tx((t) => finishJob(t, claimed, { result, now: clock() }))
  } catch (error) {
    await endBadly(env, claimed, error)
  } finally {
    clearInterval(renewal)
  }
}

/** A job that ended the process each time it was tried would do so for ever. */
function refuseDeadly({ row }: ClaimedJob): void {
  if (Number(row.attempts) <= Number(row.most_attempts)) return
  throw new JobHopeless('its worker ended without a word, each time it was tried')
}

async function endBadly(env: JobRun, claimed: ClaimedJob, error: unknown): Promise<void> {
  const { database, clock, log } = env
  const { row } = claimed
  if (error instanceof JobInterrupted) {
    if (error.reason === 'stopping') await database.tx((t) => giveBack(t, claimed))
    return
  }
  const now = clock()
  const [current] = await database.read.all<{ attempts: number | string }>(
    'SELECT attempts FROM jobs WHERE id = ?',
    [row.id]
  )
  const attempts = Math.max(1, Number(current?.attempts ?? row.attempts))
  const isLast = error instanceof JobHopeless || attempts >= Number(row.most_attempts)
  const text = error instanceof Error ? error.message : String(error)
  const dueAt = isLast ? null : new Date(now.getTime() + waitAfter(attempts))
  await database.tx((t) => failJob(t, claimed, { error: text.slice(0, 2_000), dueAt, now }))
  if (isLast) log(`任务失败 job ${row.kind} ${row.id} failed: ${text}`)
}
