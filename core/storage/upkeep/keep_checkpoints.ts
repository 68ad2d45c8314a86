import { Worker } from 'node:worker_threads'
import type { DatabaseLocation } from '../config.ts'
import { sqliteFile } from '../config.ts'

/** Between two looks at the log, milliseconds. */
const defaultEvery = 1_000

/**
 * Copies what SQLite has logged into its file, in a thread of its own: the connection that writes
 * would do it within a COMMIT, and hold the event loop for 30 ms and more after many writes. Only a
 * log that grows too fast for the thread is left to it (`sqlite_connection.ts`). On PostgreSQL nothing is started.
 */
export function keepCheckpoints(
  location: DatabaseLocation,
  every = defaultEvery
): { stop(): Promise<void> } {
  if ('url' in location) return { async stop() {} }
  const worker = new Worker(new URL('./checkpoint_worker.ts', import.meta.url), {
    workerData: { file: sqliteFile(location.folder), every },
  })
  worker.unref()
  worker.on('error', () => {
    // The log grows until the writing connection copies it: slower, and as safe.
  })
  return {
    async stop() {
      await worker.terminate()
    },
  }
}
