import type { JobHandler } from '../job.ts'
import { claim } from '../queue/claim.ts'
import { runJob } from './run_job.ts'
import type { JobRun } from './run_job.ts'

export interface WorkerSettings extends Omit<JobRun, 'stopping'> {
  handlers: ReadonlyMap<string, JobHandler>
  /** How many jobs of this process run at a time; their batches take turns. */
  atATime: number
  /** How often the queue is looked at when nobody says that there is something. Milliseconds. */
  pollMillis: number
}

/** Works on the queue until it is stopped. */
export interface Worker {
  /** Looks at the queue now. */
  wake(): void
  /** Claims nothing more, interrupts what runs after its batch, and resolves when all is given back. */
  stop(): Promise<void>
}

/** How long a stop waits for a handler that is busy outside of the database; its lease runs out then. */
const stopPatience = 3_000

export function startWorker(settings: WorkerSettings): Worker {
  const { database, clock, handlers, leaseMillis } = settings
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const kinds = [...handlers.keys()]
  let looking: Promise<void> | null = null
  let askedAgain = false

  async function look(): Promise<void> {
    while (!stopping.signal.aborted && running.size < settings.atATime) {
      const claimed = await claim(database, { kinds, now: clock(), leaseMillis })
      if (!claimed) return
      const env = { ...settings, stopping: stopping.signal }
      const run = runJob(env, claimed, handlers.get(claimed.row.kind)!)
        // The database is away: the lease runs out, and the job is taken again.
        .catch((error: unknown) => settings.log(`job ${claimed.row.id}: ${String(error)}`))
        .finally(() => {
          running.delete(run)
          wake()
        })
      running.add(run)
    }
  }

  function wake(): void {
    if (stopping.signal.aborted) return
    askedAgain = looking !== null
    looking ??= look()
      .catch(() => {
        // Busy or away: the next turn looks again.
      })
      .finally(() => {
        looking = null
        if (askedAgain) wake()
      })
  }

  const timer = setInterval(wake, settings.pollMillis).unref()
  wake()
  return {
    wake,
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await looking
      const patience = new Promise<void>((resolve) => setTimeout(resolve, stopPatience).unref())
      await Promise.race([Promise.all(running), patience])
    },
  }
}
