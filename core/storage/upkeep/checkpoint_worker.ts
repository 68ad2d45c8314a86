/** Thread that copies SQLite's log into its file; see keep_checkpoints.ts. */
import { statSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

const { file, every } = workerData as { file: string; every: number }
const database = new SqliteDatabase(file, { timeout: 0 })
database.pragma('synchronous = FULL')
// Its own writes are none, so it never does this by itself.
database.pragma('wal_autocheckpoint = 0')
let seen = 0

setInterval(() => {
  const written = statSync(`${file}-wal`, { throwIfNoEntry: false })?.mtimeMs ?? seen
  if (written === seen) return
  const [{ busy, log, checkpointed }] = database.pragma('wal_checkpoint(PASSIVE)') as [
    Record<'busy' | 'log' | 'checkpointed', number>,
  ]
  // What a reader still needs, or was written meanwhile, is left for the next turn.
  if (busy === 0 && log === checkpointed) seen = written
}, every)
