import { setTimeout as pause } from 'node:timers/promises'
import { headMark } from '#core/definitions/index.ts'
import type { JobHandler, RunningJob } from '#core/jobs/index.ts'
import { StatementStopped } from '#core/storage/index.ts'
import type { Database, Executor, Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { readCatalogue } from '../catalogue.ts'
import { planTables } from '../tables.ts'
import { behindStatements } from './behind_statements.ts'
import type { BehindStatement } from './behind_statements.ts'

/** Kind of the job that does to tables what a release left for later. */
export const buildJob = 'records.build'

/** Whoever needed the table has its lock by then. Milliseconds. */
const restMillis = 500

/** Asks for it in the transaction of the release; one waits at any time. */
export async function askToBuild(
  t: Transaction,
  { jobs }: Pick<RecordEnvironment, 'jobs'>
): Promise<void> {
  await jobs.enqueue(t, { kind: buildJob, key: buildJob, by: 'system' })
}

/**
 * Builds the indexes and looks at the foreign keys that the release in force lacks, one statement
 * after the other. What is to be done is found out anew before each, so that it may run again, behind
 * a crash or a further release, and does nothing twice. Another release that needs a table stops the
 * statement that is under way there; it is begun anew behind it.
 */
export function buildBehind(
  environment: Pick<RecordEnvironment, 'database' | 'registry'>
): JobHandler {
  const { database } = environment
  return {
    isCancellable: false,
    run: (job) =>
      database.beside(async (send) => {
        for (let before = ''; ;) {
          const next = await nextStatement(environment)
          if (!next) return
          // It succeeded, and yet is not seen: going on would do it for ever.
          if (next.sql === before) throw new Error(`no effect: ${next.sql}`)
          const isDone = await sent(database, () => send(next.sql))
          before = isDone ? next.sql : ''
          if (!isDone) await pause(restMillis)
          await count(job, isDone && next.what !== 'clear')
        }
      }, job.signal),
  }
}

async function nextStatement({
  database,
  registry,
}: Pick<RecordEnvironment, 'database' | 'registry'>): Promise<BehindStatement | undefined> {
  const { dialect, read } = database
  // A look at the head that was under way may have come before the release.
  for (let looks = 0; !(await isInForce(read, registry.mark)); looks++) {
    if (looks === 2) throw new Error('the release is not in force in this process yet')
    await registry.refresh()
  }
  const plans = await planTables(registry.current(), dialect)
  const catalogue = await readCatalogue(read, dialect.name)
  const statements = plans.flatMap((plan) => behindStatements(plan, catalogue, { dialect }))
  // Values that break a reference would end the job: what is of use without it comes first.
  return statements.find(({ what }) => what !== 'validate') ?? statements[0]
}

async function isInForce(read: Executor, mark: string): Promise<boolean> {
  const [row] = await read.all<{ head: string | null }>(`SELECT ${headMark} AS head`)
  return row?.head === mark
}

/** @returns false when somebody else went first */
async function sent({ dialect }: Database, send: () => Promise<void>): Promise<boolean> {
  try {
    await send()
    return true
  } catch (error) {
    if (error instanceof StatementStopped || dialect.isRetryable(error)) return false
    throw error
  }
}

/** @throws JobInterrupted when the job is to be given back */
async function count(job: RunningJob, isDone: boolean): Promise<void> {
  await job.step(async () => ({ done: job.done + (isDone ? 1 : 0) }))
}
