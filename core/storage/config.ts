import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectionConfig, DatabaseConfig } from '@adonisjs/lucid/types/database'
import pg from 'pg'
import { prepareSqlite } from './sqlite_connection.ts'
import { defaultPatience } from './transaction.ts'

/** Where the rows live: a PostgreSQL URL, or a folder that holds the SQLite file. */
export type DatabaseLocation = { url: string } | { folder: string }

/**
 * PostgreSQL ends what nobody could cancel (a process that died, a line that broke) after so long,
 * where it only reads. Milliseconds.
 */
const reading = { statement_timeout: 300_000 }

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
    const connection = (more: object): ConnectionConfig =>
      ({
        client: 'pg',
        connection: {
          connectionString: location.url,
          types: { getTypeParser },
          options: '-c TimeZone=UTC',
          // Without it a command would wait for a lock as long as somebody holds it.
          lock_timeout: patience,
          ...more,
        } as never,
        pool: { min: 0, max: 10 },
        migrations,
        schemaGeneration: { enabled: false },
      }) as ConnectionConfig
    return {
      connection: 'write',
      connections: { write: connection({}), read: connection(reading) },
    }
  }
  mkdirSync(location.folder, { recursive: true, mode: 0o700 })
  const filename = sqliteFile(location.folder)
  const connection = (readonly: boolean): ConnectionConfig =>
    ({
      client: 'better-sqlite3',
      connection: { filename, options: { readonly } },
      useNullAsDefault: true,
      pool: { min: 1, max: 1, afterCreate: preparing(readonly) },
      migrations,
      schemaGeneration: { enabled: false },
    }) as ConnectionConfig
  return { connection: 'write', connections: { write: connection(false), read: connection(true) } }
}

/** Path of the SQLite file in its folder. */
export function sqliteFile(folder: string): string {
  return join(folder, 'guiju.sqlite3')
}

function preparing(readonly: boolean) {
  type Prepared = Parameters<typeof prepareSqlite>[0]
  return (connection: Prepared, done: (error: Error | null, c: Prepared) => void) => {
    prepareSqlite(connection, { readonly })
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
