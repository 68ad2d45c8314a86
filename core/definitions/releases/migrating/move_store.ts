import { setTimeout as pause } from 'node:timers/promises'
import type { Value } from '#engine/values.ts'
import { Refusal } from '#engine/errors.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { releaseMigrating } from '../../errors.ts'
import type { FieldMove } from '../physical_names.ts'
import { readHeadId } from '../release_store.ts'

/** How a release that moves many values is getting on. */
export interface ReleaseMove {
  release: string
  state: 'migrating' | 'done' | 'failed'
  /** The release in force when it began. */
  base: string
  plan: MovePlan
  done: number
  total: number
  failure: string | null
}

/** What is left to do when the values are there. */
export interface MovePlan {
  /** Drafts that are used up then. */
  drafts: readonly { kind: string; key: string; hash: string }[]
  /** Values to convert, entity and field by uid. */
  moves: readonly (Pick<FieldMove, 'from' | 'to'> & { entity: string; field: string })[]
  /** Values to fill in, entity and field by uid. */
  fills: readonly { entity: string; field: string; from: string | null; to: Value }[]
  backTo: string | null
}

interface MoveRow {
  release_id: number
  state: ReleaseMove['state']
  base: number
  plan: string
  done: number
  total: number
  failure: string | null
}

/** Null for a release that moves few values or none. */
export async function readMove(read: Executor, release: string): Promise<ReleaseMove | null> {
  const [row] = await read.all<MoveRow>(
    'SELECT release_id, state, base, plan, done, total, failure FROM release_moves WHERE release_id = ?',
    [Number(release)]
  )
  if (!row) return null
  return {
    ...{ release: String(row.release_id), base: String(row.base), state: row.state },
    plan: JSON.parse(row.plan) as MovePlan,
    ...{ done: Number(row.done), total: Number(row.total), failure: row.failure },
  }
}

/** Id of the release whose values are being moved; null when there is none. */
export async function readMoving(read: Executor): Promise<string | null> {
  const [row] = await read.all<{ id: number }>(
    `SELECT release_id AS id FROM release_moves WHERE state = 'migrating'`
  )
  return row ? String(row.id) : null
}

/** @throws E_RELEASE_MIGRATING (409) */
export async function refuseWhileMoving(t: Transaction): Promise<void> {
  const release = await readMoving(t)
  if (release !== null) throw new Refusal(releaseMigrating({ release }))
}

/**
 * Waits, 5 s at most, for a release that is in force and only has its last rows to put in order:
 * whoever saw it in force may publish the next one.
 */
export async function untilSettled(read: Executor): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until; await pause(50)) {
    const moving = await readMoving(read)
    if (moving === null || moving !== (await readHeadId(read))) return
  }
}

export async function insertMove(
  t: Transaction,
  move: Pick<ReleaseMove, 'release' | 'base' | 'plan' | 'total'>
): Promise<void> {
  await t.run(
    `INSERT INTO release_moves (release_id, state, base, plan, done, total, started_at)
     VALUES (?, 'migrating', ?, ?, 0, ?, ?)`,
    [
      ...[Number(move.release), Number(move.base), JSON.stringify(move.plan), move.total],
      new Date().toISOString(),
    ]
  )
}

export async function addProgress(t: Transaction, release: string, rows: number): Promise<void> {
  await t.run('UPDATE release_moves SET done = done + ? WHERE release_id = ?', [
    ...[rows, Number(release)],
  ])
}

export async function endMove(
  t: Transaction,
  release: string,
  { state, failure }: { state: 'done' | 'failed'; failure: string | null }
): Promise<void> {
  await t.run(
    'UPDATE release_moves SET state = ?, failure = ?, finished_at = ? WHERE release_id = ?',
    [state, failure, new Date().toISOString(), Number(release)]
  )
}
