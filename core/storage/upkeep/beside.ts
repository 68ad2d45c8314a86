import type { Database as LucidDatabase } from '@adonisjs/lucid/database'
import { postgresBeside } from './postgres_beside.ts'
import { sqliteBeside } from './sqlite_beside.ts'

/** Sends one statement. @throws StatementStopped when it was ended before it was done */
export type SendBeside = (sql: string) => Promise<void>

/** Lends a connection outside of all pools; see `Database.beside`. */
export type Beside = <T>(work: (send: SendBeside) => Promise<T>, signal: AbortSignal) => Promise<T>

/** With the settings of the pool that writes. */
export function besideOf(lucid: LucidDatabase): Beside {
  const { connection } = lucid.manager.get('write')!.config as { connection: object }
  return lucid.connection('write').dialect.name === 'postgres'
    ? postgresBeside(connection)
    : sqliteBeside((connection as { filename: string }).filename)
}
