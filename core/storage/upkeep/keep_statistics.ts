import { Worker } from 'node:worker_threads'
import type { DatabaseLocation } from '../config.ts'
import { sqliteFile } from '../config.ts'

/** Soon after a start, when the first pages have been shown; then as tables grow. Milliseconds. */
const defaultTimes = { first: 10_000, every: 3_600_000 }

/**
 * Keeps the statistics by which SQLite chooses indexes, in a thread of its own: without them it
 * reads a whole table in the order of some index where another one would give the page at once
 * (675 ms instead of 1 ms for the newest 20 of a million). PostgreSQL's autovacuum does this by
 * itself, so there nothing is started.
 */
export function keepStatistics(
  location: DatabaseLocation,
  { first, every } = defaultTimes
): { stop(): void } {
  if ('url' in location) return { stop() {} }
  let timer = setTimeout(run, first).unref()
  function run() {
    refreshStatistics(location as { folder: string }).catch(() => {
      // The next turn tries again; until then plans are as good as they were.
    })
    timer = setTimeout(run, every).unref()
  }
  return { stop: () => clearTimeout(timer) }
}

/** Looks at every table once. Resolves when what was learnt is known to all connections. */
export function refreshStatistics({ folder }: { folder: string }): Promise<void> {
  const worker = new Worker(new URL('./statistics_worker.ts', import.meta.url), {
    workerData: { file: sqliteFile(folder) },
  })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the statistics worker ended with ${code}`))
    )
  })
}
