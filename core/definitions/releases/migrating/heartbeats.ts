import { randomBytes } from 'node:crypto'
import type { Database } from '#core/storage/index.ts'
import type { Registry } from '../../registry/registry.ts'
import type { HeadMark } from '../release_store.ts'

/** How often the head is looked at and a process reports what it runs, in milliseconds. */
const every = 1_000
/** A process that has not reported for so long is taken as gone. */
const livesFor = 5_000

/**
 * Keeps the registry at the head, and where several processes share a database reports what this one
 * runs. Returns its own disposer.
 */
export function keepHeartbeat(database: Database, registry: Registry): () => void {
  const isShared = database.dialect.openWriters !== null
  const process = randomBytes(9).toString('base64url')
  let running = false
  const beat = async () => {
    if (running) return
    running = true
    try {
      await registry.refresh()
      if (isShared) await report(database, process, registry.active())
    } catch {
      // The next beat tries again; a database that does not answer is no reason to stop.
    } finally {
      running = false
    }
  }
  const timer = setInterval(() => void beat(), every).unref()
  void beat()
  return () => clearInterval(timer)
}

async function report(database: Database, process: string, { id, phase }: HeadMark): Promise<void> {
  await database.tx((t) =>
    t.run(
      `INSERT INTO process_heartbeats (process, release, phase, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (process) DO UPDATE
       SET release = excluded.release, phase = excluded.phase, at = excluded.at`,
      [process, Number(id), phase, new Date().toISOString()]
    )
  )
}

/** Whether every process that lives runs this phase, or a later one. */
export async function allReport({ read }: Database, { phase }: HeadMark): Promise<boolean> {
  const since = new Date(Date.now() - livesFor).toISOString()
  const [behind] = await read.all<{ n: number }>(
    'SELECT COUNT(*) AS n FROM process_heartbeats WHERE at > ? AND phase < ?',
    [since, phase]
  )
  return Number(behind?.n ?? 0) === 0
}
