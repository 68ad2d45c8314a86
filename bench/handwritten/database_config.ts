import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'
import type { HandwrittenSettings } from './settings.ts'

/** Lucid's configuration: one pool; SQLite with the same durability as the platform's. */
export function databaseConfig({ databaseUrl, sqliteFile, countStatements }: HandwrittenSettings) {
  const debug = countStatements
  if (databaseUrl !== null) {
    readTimesAsText()
    return defineConfig({
      connection: 'postgres',
      connections: {
        postgres: {
          client: 'pg',
          connection: { connectionString: databaseUrl },
          pool: { min: 0, max: 10 },
          debug,
        },
      },
    })
  }
  return defineConfig({
    connection: 'sqlite',
    connections: {
      sqlite: {
        client: 'better-sqlite3',
        connection: { filename: sqliteFile! },
        useNullAsDefault: true,
        pool: { min: 1, max: 1, afterCreate: prepareSqlite },
        debug,
      },
    },
  })
}

interface SqliteConnection {
  pragma(text: string): unknown
}

function prepareSqlite(connection: SqliteConnection, done: (error: null, c: unknown) => void) {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('busy_timeout = 5000')
  done(null, connection)
}

/** Days and times as text and `bigint` as number: what SQLite gives, and what JSON takes. */
function readTimesAsText(): void {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
}
