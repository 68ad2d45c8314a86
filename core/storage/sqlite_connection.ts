import { htmlText } from '#engine/fields/html_text.ts'
import { numberFunctions } from './dialects/number_key.ts'

/** better-sqlite3's connection, as far as it is prepared here. */
interface SqliteConnection {
  pragma(text: string): unknown
  function(
    name: string,
    options: { deterministic: boolean; safeIntegers?: boolean; varargs?: boolean },
    does: (...values: never[]) => unknown
  ): unknown
}

/** Settings and functions every connection to a SQLite file has. */
export function prepareSqlite(
  connection: SqliteConnection,
  { readonly }: { readonly: boolean }
): void {
  if (!readonly) {
    connection.pragma('journal_mode = WAL')
    // A journal that grew while somebody read for long is cut when its rows are in the database.
    connection.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  }
  connection.pragma('synchronous = FULL')
  // A thread copies the log into the file (keep_checkpoints.ts); beyond 64 MB a COMMIT does.
  connection.pragma('wal_autocheckpoint = 16000')
  connection.pragma('foreign_keys = ON')
  // The wait for the lock is ours (transaction.ts): SQLite's own would block the event loop.
  connection.pragma('busy_timeout = 0')
  // 64 MB of pages: counting and sorting a large table read it again and again. Whoever writes has 4:
  // beyond, pages go into the log as they come, and the COMMIT of a large release need not write all.
  connection.pragma(`cache_size = ${readonly ? -65536 : -4096}`)
  connection.function('html_text', { deterministic: true }, (html: unknown) =>
    html === null ? null : htmlText(String(html))
  )
  for (const [name, does] of Object.entries(numberFunctions)) {
    connection.function(name, { deterministic: true, safeIntegers: true, varargs: true }, does)
  }
}
