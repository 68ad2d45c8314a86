/** Thread that refreshes SQLite's statistics; see keep_statistics.ts. */
import { workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

/**
 * Rows of an index looked at, at most. What is counted stops there, so a small number would make a
 * value that stands in every row look rare; this one costs 0.3 s for a million rows.
 */
const sampled = 20_000
/** Waiting blocks this thread only. Milliseconds. */
const patience = 5_000

const { file } = workerData as { file: string }
const database = new SqliteDatabase(file, { timeout: patience })
const learnt = () => {
  const exists = database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'`).get()
  return exists ? JSON.stringify(database.prepare('SELECT * FROM sqlite_stat1').all()) : ''
}

const before = learnt()
database.pragma(`analysis_limit = ${sampled}`)
// All tables (0x10000), where looking is worth the time (0x02).
database.pragma('optimize = 0x10002')
if (learnt() !== before) {
  // Connections read statistics together with the schema: a change of the schema makes them look.
  database.exec(
    'BEGIN IMMEDIATE; CREATE TABLE statistics_changed (at TEXT); ' +
      'DROP TABLE statistics_changed; COMMIT'
  )
}
database.close()
