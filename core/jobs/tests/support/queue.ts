/** A queue on a throw-away database, with a table in which effects are counted. */
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import type { Database } from '#core/storage/index.ts'
import { createJobs } from '../../index.ts'
import type { Job, Jobs, JobsSettings, NewJob } from '../../index.ts'

export const everybody = { userId: 'admin', all: true }

export async function openQueue(): Promise<TestDatabase> {
  const place = await freshDatabase()
  await place.database.tx((t) => t.run('CREATE TABLE effects (n integer NOT NULL)'))
  return place
}

/** A worker that looks often; what failed in it is kept in `lines`. */
export function jobsOn(database: Database, settings: Partial<JobsSettings> = {}) {
  const lines: string[] = []
  const jobs = createJobs({
    ...{ database, clock: () => new Date(), log: (line) => void lines.push(line) },
    ...{ pollMillis: 10, ...settings },
  })
  return { jobs, lines }
}

export function ask(database: Database, jobs: Jobs, job: Omit<NewJob, 'by'>): Promise<string> {
  return database.tx((t) => jobs.enqueue(t, { by: 'somebody', ...job }))
}

export async function effectsIn(database: Database): Promise<number[]> {
  const rows = await database.read.all<{ n: number }>('SELECT n FROM effects ORDER BY n')
  return rows.map((row) => Number(row.n))
}

/** Waits until a job is in one of the states. */
export async function waitFor(
  jobs: Jobs,
  id: string,
  states: readonly Job['state'][] = ['done', 'failed', 'cancelled'],
  millis = 10_000
): Promise<Job> {
  for (const end = Date.now() + millis; ; await new Promise((r) => setTimeout(r, 5))) {
    const job = await jobs.read(everybody, id)
    if (states.includes(job.state)) return job
    if (Date.now() > end) throw new Error(`job ${id} is still ${job.state}: ${job.error ?? ''}`)
  }
}

/** Numbers 1 … total, one effect each, in batches of `most` rows and `pause` ms between them. */
export function counting(jobs: Jobs, { most = 5, pause = 0 } = {}): void {
  jobs.handle('test.count', {
    async run(job) {
      const { total } = job.payload as { total: number }
      while (job.done < total) {
        await job.step(async (t, size) => {
          const from = (job.place as number | null) ?? 0
          const to = Math.min(total, from + Math.min(size, most))
          for (let n = from + 1; n <= to; n++) {
            await t.run('INSERT INTO effects (n) VALUES (?)', [n])
          }
          return { place: to, done: to, total }
        })
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      }
      return { counted: total }
    },
  })
}
