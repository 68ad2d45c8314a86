import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectionConfig, DatabaseConfig } from '@adonisjs/lucid/types/database'
import pg from 'pg'
import { htmlText } from '#engine/fields/index.ts'
import { numberFunctions } from './dialects/number_key.ts'
import { defaultPatience } from './transaction.ts'

/** Where the rows live: a PostgreSQL URL, or a folder that holds the SQLite file. */
export type DatabaseLocation = { url: string } | { folder: string }

export interface WaitingOptions {
  /** Milliseconds a command may wait for other writers; 5,000 unless told otherwise. */
  patience?: number
}

/**
 * Lucid's configuration of the two connections `write` and `read`.
 * Creates the folder of the SQLite file when it is missing.
 */
export function databaseConfig(
  location: DatabaseLocation,
  { patience = defaultPatience }: WaitingOptions = {}
): DatabaseConfig {
  const migrations = { naturalSort: true, paths: ['./database/migrations'] }
  if ('url' in location) {
    const connection: ConnectionConfig = {
      client: 'pg',
      connection: {
        connectionString: location.url,
        types: { getTypeParser },
        options: '-c TimeZone=UTC',
        // Without it a command would wait for a lock as long as somebody holds it.
        lock_timeout: patience,
      } as never,
      pool: { min: 0, max: 10 },
      migrations,
      schemaGeneration: { enabled: false },
    } as ConnectionConfig
    return { connection: 'write', connections: { write: connection, read: connection } }
  }
  mkdirSync(location.folder, { recursive: true, mode: 0o700 })
  const filename = sqliteFile(location.folder)
  const connection = (readonly: boolean): ConnectionConfig =>
    ({
      client: 'better-sqlite3',
      connection: { filename, options: { readonly } },
      useNullAsDefault: true,
      pool: { min: 1, max: 1, afterCreate: prepareSqlite(readonly) },
      migrations,
      schemaGeneration: { enabled: false },
    }) as ConnectionConfig
  return { connection: 'write', connections: { write: connection(false), read: connection(true) } }
}

/** Path of the SQLite file in its folder. */
export function sqliteFile(folder: string): string {
  return join(folder, 'guiju.sqlite3')
}

/** better-sqlite3's connection, as far as the pool hook needs it. */
interface SqliteConnection {
  pragma(text: string): unknown
  function(
    name: string,
    options: { deterministic: boolean; safeIntegers?: boolean; varargs?: boolean },
    does: (...values: never[]) => unknown
  ): unknown
}

function prepareSqlite(readonly: boolean) {
  return (
    connection: SqliteConnection,
    done: (error: Error | null, c: SqliteConnection) => void
  ) => {
    if (!readonly) connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    // The wait for the lock is ours (transaction.ts): SQLite's own would block the event loop.
    connection.pragma('busy_timeout = 0')
    // 64 MB of pages: counting and sorting a large table read it again and again.
    connection.pragma('cache_size = -65536')
    connection.function('html_text', { deterministic: true }, (html: unknown) =>
      html === null ? null : htmlText(String(html))
    )
    for (const [name, does] of Object.entries(numberFunctions)) {
      connection.function(name, { deterministic: true, safeIntegers: true, varargs: true }, does)
    }
    done(null, connection)
  }
}

const timestamptz = 1184
const date = 1082
const bigint = 20

/** Both databases hand out the same JavaScript values: dates as text, integers as numbers. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === bigint) return Number
  if (oid === date) return (text) => text
  if (oid === timestamptz) return isoTime
  return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown
}

/** PostgreSQL's text of an instant as ISO 8601 UTC with three digits; most sessions run in UTC. */
export function isoTime(text: string): string {
  const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(text)
  if (!utc) return new Date(text).toISOString()
  return `${utc[1]}T${utc[2]}.${(utc[3] ?? '').padEnd(3, '0')}Z`
}
