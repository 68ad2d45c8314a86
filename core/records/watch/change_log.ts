/**
 * History as a log of what changed, in the order of its numbers. On a database with several writers
 * at once a number may become visible after a higher one; `settled` says up to which number nothing
 * can still appear.
 */
import { placeholders } from '#core/storage/index.ts'
import type { Database } from '#core/storage/index.ts'
import type { RecordChanges } from '../history/changes.ts'

/** One revision of one record. */
export interface LoggedChange {
  readonly seq: number
  readonly entityUid: string
  readonly id: string
  readonly rev: number
  readonly changes: RecordChanges
}

interface LogRow {
  seq: number | string
  entity_uid: string
  record_id: string
  rev: number | string
  changes: string
}

const columns = 'seq, entity_uid, record_id, rev, changes'

/** Changes after a number, oldest first. */
export async function changesAfter(
  { read }: Database,
  seq: number,
  limit: number
): Promise<LoggedChange[]> {
  const rows = await read.all<LogRow>(
    `SELECT ${columns} FROM record_history WHERE seq > ? ORDER BY seq LIMIT ${limit}`,
    [seq]
  )
  return rows.map(readRow)
}

/** The same of one entity, among the numbers up to `to`. */
export async function changesOfEntity(
  { read }: Database,
  entityUid: string,
  { from, to, limit }: { from: number; to: number; limit: number }
): Promise<LoggedChange[]> {
  const rows = await read.all<LogRow>(
    `SELECT ${columns} FROM record_history
     WHERE seq > ? AND seq <= ? AND entity_uid = ? ORDER BY seq LIMIT ${limit}`,
    [from, to, entityUid]
  )
  return rows.map(readRow)
}

/** Changes by their numbers. */
export async function changesNumbered(
  { read }: Database,
  seqs: readonly number[]
): Promise<LoggedChange[]> {
  const sql = `SELECT ${columns} FROM record_history WHERE seq IN (${placeholders(seqs.length)}) ORDER BY seq`
  return (await read.all<LogRow>(sql, seqs)).map(readRow)
}

/** Numbers that are there between two. */
export async function numbersBetween(
  { read }: Database,
  from: number,
  to: number
): Promise<number[]> {
  const rows = await read.all<{ seq: number | string }>(
    'SELECT seq FROM record_history WHERE seq > ? AND seq <= ? ORDER BY seq',
    [from, to]
  )
  return rows.map(({ seq }) => Number(seq))
}

/** The highest number that is visible; 0 when there is none. */
export async function lastNumber({ read }: Database): Promise<number> {
  const [row] = await read.all<{ seq: number | string | null }>(
    'SELECT MAX(seq) AS seq FROM record_history'
  )
  return Number(row?.seq ?? 0)
}

function readRow(row: LogRow): LoggedChange {
  return {
    seq: Number(row.seq),
    entityUid: row.entity_uid,
    id: row.record_id,
    rev: Number(row.rev),
    changes: JSON.parse(row.changes) as RecordChanges,
  }
}
