import type { Database } from '#core/storage/index.ts'
import { changesAfter, changesNumbered, lastNumber, numbersBetween } from './change_log.ts'
import type { LoggedChange } from './change_log.ts'

/** Reads the log of changes as it grows; each change once, whichever process made it. */
export interface ChangeFollower {
  /** Changes not given yet, oldest first, at most a batch; call again until there are none. */
  next(): Promise<LoggedChange[]>
  /** Every change up to this number has been given, and none can still appear below it. */
  settled(): number
}

const batch = 500
/** How far below the newest number a first reading expects transactions that are still open. */
const margin = 1_000
/** Numbers kept in memory while a transaction stays open; then the oldest are taken as settled. */
const mostKept = 50_000

/**
 * Starts at the end of the log. Where several transactions write at once, a number below one that
 * was given may still appear: such numbers are looked for until every transaction that was open
 * when the higher one was seen has ended.
 */
export async function followChanges(database: Database): Promise<ChangeFollower> {
  const { openWriters } = database.dialect
  let top = await lastNumber(database)
  let settled = openWriters ? Math.max(0, top - margin) : top
  const given = new Set(openWriters ? await numbersBetween(database, settled, top) : [])
  let waiting: { top: number; mark: bigint } | null = null

  /** A writer that has a number up to `top` began before `mark` was taken. */
  const settle = async (): Promise<void> => {
    if (!openWriters) {
      settled = top
      return
    }
    if (waiting && (await transaction(database, openWriters.oldest)) >= waiting.mark) {
      const reached = Math.max(settled, waiting.top)
      await takeLate(reached)
      settled = reached
      waiting = null
    }
    if (!waiting && top > settled) {
      waiting = { top, mark: await transaction(database, openWriters.mark) }
    }
    if (given.size > mostKept) settled = Math.max(settled, top - mostKept / 2)
    for (const seq of given) if (seq <= settled) given.delete(seq)
  }

  let late: number[] = []
  const takeLate = async (to: number): Promise<void> => {
    const seqs = await numbersBetween(database, settled, to)
    const found = seqs.filter((seq) => !given.has(seq))
    for (const seq of found) given.add(seq)
    late.push(...found)
  }

  const next = async (): Promise<LoggedChange[]> => {
    if (openWriters && top > settled && late.length === 0) await takeLate(top)
    if (late.length > 0) {
      const some = late.slice(0, batch)
      late = late.slice(batch)
      return changesNumbered(database, some)
    }
    const changes = await changesAfter(database, top, batch)
    for (const { seq } of changes) if (openWriters) given.add(seq)
    top = changes.at(-1)?.seq ?? top
    await settle()
    return changes.length > 0 || late.length === 0 ? changes : next()
  }

  return {
    next,
    settled: () => (late.length > 0 ? Math.min(settled, late[0]! - 1) : settled),
  }
}

async function transaction({ read }: Database, sql: string): Promise<bigint> {
  const [row] = await read.all<{ id: string }>(sql)
  return BigInt(row!.id)
}
