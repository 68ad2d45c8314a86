import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'
import { Refusal } from '#engine/errors.ts'
import type { Dialect } from './dialect.ts'
import type { Executor } from './database.ts'
import type { Send, StatementRunner } from './statements.ts'
import { databaseBusy } from './errors.ts'
import { sendOn } from './prepared.ts'

/** An open transaction: the executor a command's steps pass on. */
export interface Transaction extends Executor {
  readonly dialect: Dialect
  /** Runs after a successful commit, outside the transaction; never after a roll back. */
  afterCommit(act: () => void | Promise<void>): void
}

const attempts = 20
/** How long a command may wait for others, in milliseconds. */
export const defaultPatience = 5_000

/**
 * 1. begin, and take the write lock where there is only one; 2. work; 3. commit; 4. after-commit acts.
 * A retryable failure in 1-3 rolls back and starts again at 1 with jitter, without blocking the loop.
 */
export async function runTransaction<T>(options: {
  knex: Knex
  dialect: Dialect
  runner: (send: Send) => StatementRunner
  work: (t: Transaction) => Promise<T>
  inside: AsyncLocalStorage<true>
  patience: number
}): Promise<T> {
  const { dialect, patience } = options
  const started = Date.now()
  for (let attempt = 1; ; attempt++) {
    const acts: (() => void | Promise<void>)[] = []
    try {
      const result = await once(options, acts)
      await options.inside.exit(async () => {
        for (const act of acts) await act()
      })
      return result
    } catch (error) {
      if (!dialect.isRetryable(error)) throw error
      if (attempt >= attempts || Date.now() - started >= patience) {
        throw new Refusal(databaseBusy({}), { retryAfter: 1 })
      }
      const wait = Math.random() * Math.min(250, 5 * 2 ** attempt)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

async function once<T>(
  options: {
    knex: Knex
    dialect: Dialect
    runner: (send: Send) => StatementRunner
    work: (t: Transaction) => Promise<T>
  },
  acts: (() => void | Promise<void>)[]
): Promise<T> {
  const { knex, dialect, runner, work } = options
  // Not knex.transaction(): that one says nothing of a COMMIT that failed (deferred foreign keys,
  // serialisation), as if the command had succeeded.
  const connection = (await knex.client.acquireConnection()) as KnexConnection
  const send: Send = (sql, bindings) => sendOn[dialect.name](connection, sql, bindings)
  try {
    await send('BEGIN', [])
    const statements = runner(send)
    if (dialect.openTransaction) await statements.run(dialect.openTransaction)
    const result = await work({
      dialect,
      all: statements.all,
      run: statements.run,
      afterCommit: (act) => void acts.push(act),
    })
    await send('COMMIT', [])
    return result
  } catch (error) {
    // A connection that cannot roll back is of no use to anybody; the first error is the one to tell.
    await send('ROLLBACK', []).catch((broken) => (connection.__knex__disposed = broken))
    throw error
  } finally {
    await knex.client.releaseConnection(connection)
  }
}

/** A pooled connection, as far as we touch it: the pool throws away one that is marked. */
interface KnexConnection {
  __knex__disposed?: unknown
}
