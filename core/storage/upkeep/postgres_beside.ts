import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { besideName } from '../dialects/postgres.ts'
import type { Beside } from './beside.ts'
import { StatementStopped } from './statement_stopped.ts'

/** Number of the advisory lock, one for each database. */
const lock = 4_715_301
/** Between two looks whether it is free, milliseconds. Who waits in the lock itself would be waited for. */
const lookingEvery = 1_000
const queryCanceled = '57014'

/**
 * On a connection that is in no pool and has no timeouts: it waits for everybody who is under way in the
 * tables it changes, and keeps nobody from them. One is at it at a time, also one whose process died and
 * whose last statement is still running.
 */
export function postgresBeside(settings: pg.ClientConfig): Beside {
  return async (work, signal) => {
    const client = new pg.Client({ ...settings, application_name: besideName })
    // A line that breaks is told by the statement that is under way.
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query('SET lock_timeout = 0; SET statement_timeout = 0')
      await untilAlone(client, signal)
      return await work((sql) => sendUntil(client, sql, { settings, signal }))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

async function untilAlone(client: pg.Client, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new StatementStopped()
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS mine',
      [lock]
    )
    if (rows[0]!.mine) return
    await pause(lookingEvery)
  }
}

async function sendUntil(
  client: pg.Client,
  sql: string,
  { settings, signal }: { settings: pg.ClientConfig; signal: AbortSignal }
): Promise<void> {
  if (signal.aborted) throw new StatementStopped()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const stop = () => void cancel(settings, rows[0]!.pid)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await client.query(sql)
  } catch (error) {
    throw (error as { code?: string }).code === queryCanceled ? new StatementStopped() : error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function cancel(settings: pg.ClientConfig, pid: number): Promise<void> {
  const other = new pg.Client(settings)
  try {
    await other.connect()
    await other.query('SELECT pg_cancel_backend($1)', [pid])
  } catch {
    // The statement goes on to its end, and whoever comes next finds what it made.
  } finally {
    await other.end().catch(() => {})
  }
}
