/**
 * The only way to the database: `read` for requests that change nothing, `tx()` for commands.
 *
 * On SQLite these are two connections of one file (architecture.md "Storage"): `read` is opened
 * read-only, so a stray write cannot happen there, and an open transaction delays no reader.
 * On PostgreSQL both share one pool.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database as LucidDatabase } from '@adonisjs/lucid/database'
import type { Knex } from 'knex'
import type { Dialect, Row } from './dialect.ts'
import { postgresLongReads } from './long_reads/postgres_long_reads.ts'
import { sqliteLongReads } from './long_reads/sqlite_long_reads.ts'
import type { Borrow } from './long_reads/sqlite_long_reads.ts'
import type { LongRead, SendLong } from './long_reads/long_read.ts'
import { sendOn } from './prepared.ts'
import { besideOf } from './upkeep/beside.ts'
import type { Beside, SendBeside } from './upkeep/beside.ts'
import { statementRunner } from './statements.ts'
import type { Send, StatementListener, StatementRunner } from './statements.ts'
import { defaultPatience, runTransaction } from './transaction.ts'
import type { Transaction } from './transaction.ts'
import type { WaitingOptions } from './config.ts'
import { postgres } from './dialects/postgres.ts'
import { sqlite } from './dialects/sqlite.ts'

export interface Executor {
  /** Rows of a statement that returns some. `?` are bound parameters, never text. */
  all<T = Row>(sql: string, bindings?: readonly unknown[]): Promise<T[]>
  /** Runs a statement and tells how many rows it changed. */
  run(sql: string, bindings?: readonly unknown[]): Promise<number>
}

export interface Database {
  readonly dialect: Dialect
  /** Reads outside a transaction. Throws when called inside `tx()`: read through the transaction there. */
  readonly read: Executor
  /**
   * The same for what may take long: it delays no other request, and it is ended, in the database,
   * when whoever asked has gone or its time is over.
   *
   * @throws the reason of the signal; E_QUERY_TOO_SLOW (503) after `until`
   */
  readLong<T = Row>(sql: string, bindings: readonly unknown[], read: LongRead): Promise<T[]>
  /**
   * Runs a command in one transaction; the whole of `work` runs again after a serialisation
   * failure, a deadlock or a busy database (at most 20 times, 5 s), so it must have no effect
   * outside the database.
   *
   * @throws TypeError when called inside another `tx()`
   * @throws E_DATABASE_BUSY (503) when other writers hold the lock too long
   */
  tx<T>(work: (t: Transaction) => Promise<T>): Promise<T>
  /**
   * Changes of tables that take long, each statement by itself and outside of transactions, on a
   * connection that no request waits for: PostgreSQL lets everybody go on where the statement does
   * (`CONCURRENTLY`); on SQLite it runs in a thread, and writers wait for the lock.
   *
   * @throws StatementStopped when the signal, or somebody who needs the table, ended a statement
   */
  beside: Beside
  /** Watches every statement sent (tests, the statement log). Returns its own disposer. */
  onStatement(listener: StatementListener): () => void
  readonly lucid: LucidDatabase
  /** Ends processes that run long reads; reads that run in them fail. */
  stopLongReads(): void
  close(): Promise<void>
}

/** Wraps the connections `write` and `read` that `databaseConfig` names, with the same patience. */
export function wrapDatabase(
  lucid: LucidDatabase,
  { patience = defaultPatience }: WaitingOptions = {}
): Database {
  const dialect = lucid.connection('write').dialect.name === 'postgres' ? postgres : sqlite
  const inside = new AsyncLocalStorage<true>()
  const listeners = new Set<StatementListener>()
  const runner = (send: Send): StatementRunner => statementRunner(send, dialect, listeners)

  const borrow: Borrow = async (work) => {
    const { client } = lucid.connection('read').getReadClient() as Knex
    const connection = await client.acquireConnection()
    try {
      return await work(connection)
    } finally {
      await client.releaseConnection(connection)
    }
  }
  const pooled = runner({
    one: (sql, bindings) => borrow((connection) => sendOn[dialect.name](connection, sql, bindings)),
  })
  let long: LongReads | undefined
  const refuseInside = () => {
    if (inside.getStore()) throw new TypeError('inside tx() the database is read through it')
  }
  const reader = () => {
    refuseInside()
    return pooled
  }

  return {
    dialect,
    lucid,
    read: {
      all: (sql, bindings) => reader().all(sql, bindings),
      run: (sql, bindings) => reader().run(sql, bindings),
    },
    async readLong(sql, bindings, read) {
      refuseInside()
      // Made when it is needed: before the first migration there is no file to read.
      const { send } = (long ??= longReads(lucid, borrow))
      return runner({ one: (text, values) => send(text, values, read) }).all(sql, bindings)
    },
    beside: (work, signal) => {
      refuseInside()
      const told =
        (send: SendBeside): SendBeside =>
        (sql) => {
          for (const listener of listeners) listener({ sql, bindings: [] })
          return send(sql)
        }
      return besideOf(lucid)((send) => work(told(send)), signal)
    },
    tx: (work) => {
      if (inside.getStore())
        throw new TypeError('tx() inside tx(): pass the transaction on instead')
      const knex = lucid.connection('write').getWriteClient() as Knex
      return inside.run(true, () =>
        runTransaction({ knex, dialect, runner, work, inside, patience })
      )
    },
    onStatement(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stopLongReads: () => long?.stop(),
    close() {
      long?.stop()
      return lucid.manager.closeAll(true)
    },
  }
}

interface LongReads {
  send: SendLong
  stop(): void
}

function longReads(lucid: LucidDatabase, borrow: Borrow): LongReads {
  const connection = lucid.connection('read')
  if (connection.dialect.name === 'postgres') {
    const { client } = connection.getReadClient() as Knex
    return { send: postgresLongReads(client), stop: () => {} }
  }
  const { filename } = lucid.manager.get('read')!.config.connection as { filename: string }
  return sqliteLongReads(filename, borrow)
}
