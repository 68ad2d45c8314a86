/**
 * Process that runs long reads of a SQLite file, one after the other; see read_process.ts. It keeps as
 * many pages as the server does: with a quarter of them a count of 100,000 rows took three times as long.
 */
import SqliteDatabase from 'better-sqlite3'
import { sendOn } from '../prepared.ts'
import { prepareSqlite } from '../sqlite_connection.ts'
import type { ReadAnswer, ReadQuestion } from './read_process.ts'

/** Waiting for a lock blocks this process only. Milliseconds. */
const patience = 5_000

const database = new SqliteDatabase(process.argv[2]!, { readonly: true })
prepareSqlite(database, { readonly: true })
database.pragma(`busy_timeout = ${patience}`)

async function answer({ sql, bindings }: ReadQuestion): Promise<ReadAnswer> {
  try {
    const began = process.threadCpuUsage()
    const rows = (await sendOn.sqlite(database, sql, bindings)) as ReadAnswer['rows']
    return { rows, took: process.threadCpuUsage(began) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { error: { message, code: code ?? null } }
  }
}

process.on('message', (question: ReadQuestion) => {
  void answer(question).then((told) => process.send!(told))
})
// A signal to the whole group is for the server, which lets requests come to their end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())
