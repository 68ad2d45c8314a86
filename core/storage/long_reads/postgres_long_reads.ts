import type { Knex } from 'knex'
import { sendOn } from '../prepared.ts'
import { watchEnd } from './long_read.ts'
import type { LongRead, SendLong } from './long_read.ts'
import { turns } from './turns.ts'

/** Reads that scan, at once; the other connections of the pool are for those that wait for an index only. */
const mostScanning = 4

/** A connection of `pg`, as far as we touch it. */
interface Backend {
  processID: number
  query(text: string, values?: unknown[]): Promise<unknown>
}

/** Long reads on PostgreSQL: a statement that is of no use any more is cancelled in its backend. */
export function postgresLongReads(client: Knex.Client): SendLong {
  const scanning = turns(mostScanning)
  return async (sql, bindings, read) => {
    const leave = read.scans > 0 ? await scanning.take(read) : null
    try {
      const backend = await acquire(client, read)
      try {
        return await sendUntil(client, backend, { sql, bindings, read })
      } finally {
        await client.releaseConnection(backend)
      }
    } finally {
      leave?.()
    }
  }
}

/** A connection of the pool; one that comes too late goes back at once. */
function acquire(client: Knex.Client, read: LongRead): Promise<Backend> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const forget = watchEnd(read, (reason) => {
      isOver = true
      reject(reason as Error)
    })
    if (isOver) return
    client.acquireConnection().then(
      (backend: Backend) => {
        if (isOver) return client.releaseConnection(backend)
        forget()
        resolve(backend)
      },
      (error: unknown) => {
        forget()
        reject(error as Error)
      }
    )
  })
}

interface Statement {
  sql: string
  bindings: readonly unknown[]
  read: LongRead
}

/** Rows of a statement, or what it ended with. Afterwards nothing runs on the connection. */
async function sendUntil(
  client: Knex.Client,
  backend: Backend,
  { sql, bindings, read }: Statement
): Promise<unknown> {
  let ended: { reason: unknown; cancelled: Promise<void> } | undefined
  const forget = watchEnd(read, (reason) => {
    ended = { reason, cancelled: cancel(client, backend) }
  })
  try {
    if (ended) throw new Error('ended before it began')
    return await sendOn.postgres(backend, sql, bindings)
  } catch (error) {
    if (!ended) throw error
    throw ended.reason
  } finally {
    forget()
    if (ended) {
      await ended.cancelled
      // A cancellation that came after the statement's own end would hit the next one: it hits this.
      await backend.query('SELECT 1').catch(() => {})
    }
  }
}

/** By a connection of its own: those of the pool may all be waiting for such statements. */
async function cancel(client: Knex.Client, { processID }: Backend): Promise<void> {
  try {
    const other: Backend = await client.acquireRawConnection()
    await other.query('SELECT pg_cancel_backend($1)', [processID])
    await client.destroyRawConnection(other)
  } catch {
    // Nobody waits for the answer; statement_timeout ends what could not be cancelled.
  }
}
