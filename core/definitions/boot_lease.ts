import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { Refusal } from '#engine/errors.ts'
import type { Database } from '#core/storage/index.ts'

/** How long a lease lasts without renewal: as long as a start may wait for a process that was killed. */
const lastsMilliseconds = 10_000
const renewEvery = 2_500
const askEvery = 50

/**
 * Runs `work` while holding the lease `boot`, so that of several processes starting on one database
 * one publishes and the others find what it published. `waited` tells whether another held it first.
 * A lease left behind by a killed process ends by itself after ten seconds.
 */
export async function withBootLease<T>(
  database: Database,
  work: (waited: boolean) => Promise<T>,
  lasts: number = lastsMilliseconds
): Promise<T> {
  const holder = `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`
  let waited = false
  while (!(await take(database, holder, lasts))) {
    waited = true
    await new Promise((resolve) => setTimeout(resolve, askEvery))
  }
  // A failed renewal is no failure: publishing checks the head again in its own transaction.
  const renewal = setInterval(() => void renew(database, holder, lasts), renewEvery)
  renewal.unref()
  try {
    return await work(waited)
  } finally {
    clearInterval(renewal)
    await release(database, holder)
  }
}

/** Takes the lease; false while somebody else's is still running, or the database is busy with him. */
async function take(database: Database, holder: string, lasts: number): Promise<boolean> {
  const now = Date.now()
  const taking = database.tx((t) =>
    t.run(
      `INSERT INTO leases (name, holder, until) VALUES ('boot', ?, ?)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE leases.until < ?`,
      [holder, new Date(now + lasts).toISOString(), new Date(now).toISOString()]
    )
  )
  return (await unlessBusy(taking)) === 1
}

/** Never makes a lease anew: it may run after the release. */
async function renew(database: Database, holder: string, lasts: number): Promise<void> {
  const until = new Date(Date.now() + lasts).toISOString()
  const renewing = database.tx((t) =>
    t.run(`UPDATE leases SET until = ? WHERE name = 'boot' AND holder = ?`, [until, holder])
  )
  await renewing.catch(() => {})
}

/** A lease that could not be given back ends by itself. */
async function release(database: Database, holder: string): Promise<void> {
  await unlessBusy(
    database.tx((t) => t.run(`DELETE FROM leases WHERE name = 'boot' AND holder = ?`, [holder]))
  )
}

async function unlessBusy(work: Promise<number>): Promise<number> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal && error.status === 503) return 0
    throw error
  }
}
