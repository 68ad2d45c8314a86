import type { Database, Transaction } from '#core/storage/index.ts'
import type { Job, JobHandler, JobState, NewJob, RepeatingJob } from './job.ts'
import { cancelJob, listJobs, readJob, retryJob } from './queue/ask.ts'
import type { Asker } from './queue/ask.ts'
import { enqueue } from './queue/enqueue.ts'
import { keepRepeating } from './repeat/keep_repeating.ts'
import { tidyJobs } from './repeat/tidy.ts'
import { startWorker } from './work/worker.ts'
import type { Worker } from './work/worker.ts'

/** The one queue of the product. */
export interface Jobs {
  /** Asks for a job in the caller's transaction, after its records; see `NewJob`. */
  enqueue(t: Transaction, job: NewJob): Promise<string>
  read(asker: Asker, id: string): Promise<Job>
  list(asker: Asker, asked: { state: JobState | null; limit: number }): Promise<Job[]>
  cancel(asker: Asker, id: string): Promise<Job>
  retry(asker: Asker, id: string): Promise<Job>
  /** Says who carries out jobs of a kind. Before `start`. */
  handle(kind: string, handler: JobHandler): void
  /** Says what comes back by the clock. Before `start`. */
  repeat(job: RepeatingJob): void
  /** From now on this process works on the queue. */
  start(): Promise<void>
  /** Interrupts what runs after its batch; resolves when all is given back. */
  stop(): Promise<void>
}

export interface JobsSettings {
  database: Database
  clock: () => Date
  log: (line: string) => void
  /** How long a job stays with a process that no longer gives a sign, in milliseconds. */
  leaseMillis?: number
  pollMillis?: number
  atATime?: number
}

const defaults = { leaseMillis: 30_000, pollMillis: 1_000, atATime: 4 }
/** At night of most installations; one line of the queue each. */
const tidying = { name: 'jobs.tidy', kind: 'jobs.tidy', cron: '40 3 * * *', zone: 'Asia/Shanghai' }

/** Makes the jobs room of one process; it works on the queue from `start` on. */
export function createJobs(settings: JobsSettings): Jobs {
  const { database, clock } = settings
  const handlers = new Map<string, JobHandler>([[tidying.kind, tidyJobs(clock)]])
  const repeating: RepeatingJob[] = [tidying]
  let worker: Worker | null = null
  const wake = () => worker?.wake()
  return {
    enqueue(t, job) {
      t.afterCommit(wake)
      return enqueue(t, job, clock())
    },
    read: (asker, id) => readJob(database, asker, id),
    list: (asker, asked) => listJobs(database, asker, asked),
    cancel(asker, id) {
      const isCancellable = (kind: string) => handlers.get(kind)?.isCancellable !== false
      return cancelJob(database, asker, { id, now: clock(), isCancellable })
    },
    async retry(asker, id) {
      const job = await retryJob(database, asker, id, clock())
      wake()
      return job
    },
    handle(kind, handler) {
      if (handlers.has(kind)) throw new TypeError(`jobs of kind ${kind} have a handler`)
      handlers.set(kind, handler)
    },
    repeat: (job) => void repeating.push(job),
    async start() {
      await keepRepeating(database, repeating, clock())
      worker = startWorker({ ...defaults, ...settings, handlers })
    },
    async stop() {
      await worker?.stop()
    },
  }
}
