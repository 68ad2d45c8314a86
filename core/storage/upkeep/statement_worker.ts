/** Thread that runs one statement on SQLite; see sqlite_beside.ts. */
import { workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

/** How long the write lock is waited for at a time, and in all. Milliseconds; it blocks this thread only. */
const patience = { once: 500, inAll: 60_000 }

const { file, sql } = workerData as { file: string; sql: string }
const database = new SqliteDatabase(file, { timeout: patience.once })
database.pragma('synchronous = FULL')
// 64 MB to sort in before temporary files are needed.
database.pragma('cache_size = -65536')
const until = Date.now() + patience.inAll

function isDone(): boolean {
  try {
    database.exec(sql)
    return true
  } catch (error) {
    const isBusy = String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
    if (!isBusy || Date.now() > until) throw error
    return false
  }
}

// Between two attempts the thread can be ended.
while (!isDone());
database.close()
