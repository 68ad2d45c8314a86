import type { JobHandler } from '../job.ts'

/** Finished jobs are kept this long: results are fetched, dead letters are looked at. Milliseconds. */
const kept = 30 * 86_400_000

/** Removes jobs that ended a month ago. */
export function tidyJobs(clock: () => Date): JobHandler {
  return {
    async run(job) {
      const before = new Date(clock().getTime() - kept).toISOString()
      for (let isMore = true; isMore;) {
        await job.step(async (t, size) => {
          const count = await t.run(
            `DELETE FROM jobs WHERE id IN
               (SELECT id FROM jobs WHERE finished_at < ? ORDER BY finished_at LIMIT ${size})`,
            [before]
          )
          isMore = count === size
          return { done: job.done + count }
        })
      }
    },
  }
}
