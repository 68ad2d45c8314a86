import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'
import { Refusal } from '#engine/errors.ts'
import type { Dialect } from './dialect.ts'
import type { Executor } from './database.ts'
import type { Send, StatementRunner } from './statements.ts'
import { databaseBusy } from './errors.ts'
import { sendEach, sendOn } from './prepared.ts'

/** An open transaction: the executor a command's steps pass on. */
export interface Transaction extends Executor {
  readonly dialect: Dialect
  /**
   * Runs statements without parameters whose answers nobody wants, one after the other in as few
   * round trips as the database needs: what makes the tables of a release.
   */
  runEach(statements: readonly string[]): Promise<void>
  /** Runs after a successful commit, outside the transaction; never after a roll back. */
  afterCommit(act: () => void | Promise<void>): void
}

const attempts = 20
/** How long a command may wait for others, in milliseconds. */
export const defaultPatience = 5_000

interface Command<T> {
  knex: Knex
  dialect: Dialect
  runner: (send: Send) => StatementRunner
  work: (t: Transaction) => Promise<T>
  inside: AsyncLocalStorage<true>
  patience: number
}

/**
 * 1. begin, and take the write lock where there is only one; 2. work; 3. commit; 4. after-commit acts.
 * A retryable failure in 2 or 3 rolls back and starts again at 1 with jitter, without blocking the
 * loop.
 */
export async function runTransaction<T>(options: Command<T>): Promise<T> {
  const { dialect, patience } = options
  const started = Date.now()
  for (let attempt = 1; ; attempt++) {
    const acts: (() => void | Promise<void>)[] = []
    try {
      const result = await once(options, { acts, started })
      await options.inside.exit(async () => {
        for (const act of acts) await act()
      })
      return result
    } catch (error) {
      if (!dialect.isRetryable(error)) throw error
      if (attempt >= attempts || Date.now() - started >= patience) throw busy()
      const wait = Math.random() * Math.min(250, 5 * 2 ** attempt)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

async function once<T>(
  options: Command<T>,
  { acts, started }: { acts: (() => void | Promise<void>)[]; started: number }
): Promise<T> {
  const { knex, dialect, runner, work, patience } = options
  // Not knex.transaction(): that one says nothing of a COMMIT that failed (deferred foreign keys,
  // serialisation), as if the command had succeeded.
  const connection = await acquire(knex, started + longestQueue * patience)
  const send: Send = {
    one: (sql, bindings) => sendOn[dialect.name](connection, sql, bindings),
    each: (statements) => sendEach[dialect.name](connection, statements),
  }
  try {
    const statements = runner(send)
    await begin(dialect, { send, statements, until: started + patience })
    const result = await work({
      dialect,
      all: statements.all,
      run: statements.run,
      runEach: statements.runEach,
      afterCommit: (act) => void acts.push(act),
    })
    await send.one('COMMIT', [])
    return result
  } catch (error) {
    // A connection that cannot roll back is of no use to anybody; the first error is the one to tell.
    await send.one('ROLLBACK', []).catch((broken) => (connection.__knex__disposed = broken))
    throw error
  } finally {
    await knex.client.releaseConnection(connection)
  }
}

/**
 * Waiting for those of this process that came before, of whom each comes to its end, is no reason to
 * give up as soon as for a lock that does not move: so many times the patience.
 */
const longestQueue = 2

/** A connection of the pool. @throws E_DATABASE_BUSY when there is none until that moment */
async function acquire(knex: Knex, until: number): Promise<KnexConnection> {
  const acquired = knex.client.acquireConnection() as Promise<KnexConnection>
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, until - Date.now()), 'late')
  })
  const first = await Promise.race([acquired, late]).finally(() => clearTimeout(timer))
  if (first !== 'late') return first
  acquired.then(
    (connection) => knex.client.releaseConnection(connection),
    () => {}
  )
  throw busy()
}

/**
 * Begins, and takes the write lock where there is only one. Whoever waits for it keeps his place and
 * the connection: behind him nobody asks the database in vain.
 *
 * @throws E_DATABASE_BUSY when another process holds the lock until that moment
 */
async function begin(
  dialect: Dialect,
  { send, statements, until }: { send: Send; statements: StatementRunner; until: number }
): Promise<void> {
  for (;;) {
    await send.one('BEGIN', [])
    if (dialect.openTransaction === null) return
    try {
      await statements.run(dialect.openTransaction)
      return
    } catch (error) {
      if (!dialect.isRetryable(error)) throw error
      if (Date.now() >= until) throw busy()
      await send.one('ROLLBACK', [])
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20))
    }
  }
}

function busy(): Refusal {
  return new Refusal(databaseBusy({}), { retryAfter: 1 })
}

/** A pooled connection, as far as we touch it: the pool throws away one that is marked. */
interface KnexConnection {
  __knex__disposed?: unknown
}
