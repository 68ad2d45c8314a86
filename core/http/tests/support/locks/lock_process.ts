/** Another program on the same SQLite file: holds its write lock, or a snapshot of it, until it is told to end. */
import SqliteDatabase from 'better-sqlite3'

const [file, kind] = process.argv.slice(2) as [string, 'write' | 'read']
const database = new SqliteDatabase(file, { readonly: kind === 'read', timeout: 10_000 })
if (kind === 'write') database.exec('BEGIN IMMEDIATE')
else {
  database.exec('BEGIN')
  database.prepare('SELECT COUNT(*) FROM audit_entries').get()
}
process.send!('held')
process.on('message', () => {
  database.exec('COMMIT')
  process.exit()
})
