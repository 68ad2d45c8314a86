import { Worker } from 'node:worker_threads'
import type { Beside } from './beside.ts'
import { StatementStopped } from './statement_stopped.ts'

/**
 * In a thread with a connection of its own: the driver answers in place, and would hold the event loop
 * until a large index is built. Who writes meanwhile waits for the lock as for any other writer.
 */
export function sqliteBeside(file: string): Beside {
  return (work, signal) => work((sql) => inThread({ file, sql }, signal))
}

function inThread(statement: { file: string; sql: string }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new StatementStopped())
    const worker = new Worker(new URL('./statement_worker.ts', import.meta.url), {
      workerData: statement,
    })
    // A statement that is under way comes to its end before the thread does.
    const stop = () => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    let failure: Error | null = null
    worker.once('error', (error: Error) => (failure = error))
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(failure ?? new StatementStopped())
    })
  })
}
