import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Transaction } from '#core/storage/index.ts'
import { changesBetween } from '../../history/changes.ts'
import type { RecordChanges } from '../../history/changes.ts'
import { historyRow, historyColumns } from '../../history/append_history.ts'
import { insertRows } from '../../storage/insert_rows.ts'
import { announce, revisionOf } from '../../write/persist.ts'
import { writeRows } from '../../write/row_statements.ts'
import { updateMany } from '../../write/update_many.ts'
import type { WriteContext } from '../../write/write_context.ts'
import { mergeChanges } from './merge_changes.ts'
import type { Recomputed } from './recompute.ts'

/** How history names a revision in which nothing changed but what is computed. */
export const recomputed = {
  name: 'recompute',
  kind: 'update',
  transition: null,
  comment: null,
  requestId: null,
} as const

/**
 * Writes what was computed again. It is a revision, so that whoever looks at the record learns of
 * it, but `updated_at` stays: nobody changed it. History keeps one row for all such revisions
 * between two of its own, and no audit entry: the entry is that of the write they follow from.
 */
export async function persistRecomputed(
  context: WriteContext,
  entity: CompiledEntity,
  given: readonly Recomputed[]
): Promise<Recomputed[]> {
  const made = given.flatMap(({ before, after }) => {
    const changes = changesBetween(entity, context.entityOf, before, after)
    if (Object.keys(changes).length === 0) return []
    return [{ before, after: { ...after, rev: before.rev + 1 }, changes }]
  })
  if (made.length === 0) return []
  const earlier = await takeEarlier(
    context.t,
    entity,
    made.map(({ before }) => before.id)
  )
  await updateMany(context.t, entity, made)
  await writeRows(context, entity, made)
  const rows = made.map(({ after: record, changes }) => {
    const merged = mergeChanges(earlier.get(record.id) ?? {}, changes)
    const revision = revisionOf(context, recomputed, entity, { record, changes: merged })
    return historyRow({ ...revision, snapshot: null })
  })
  await insertRows(context.t, 'record_history', historyColumns, rows)
  announce(
    context,
    entity,
    made.map(({ after }) => after),
    'recompute'
  )
  return made
}

/** Takes the last row of history away where it tells of nothing but an earlier computation. */
async function takeEarlier(
  t: Transaction,
  entity: CompiledEntity,
  ids: readonly string[]
): Promise<Map<string, RecordChanges>> {
  const table = t.dialect.quote(entity.table)
  const rows = await t.all<{ id: string; changes: string }>(
    `DELETE FROM record_history WHERE entity_uid = ? AND ${t.dialect.inList('record_id')}
       AND command = ? AND rev = (SELECT e."rev" FROM ${table} AS e WHERE e."id" = record_id)
     RETURNING record_id AS id, changes`,
    [entity.uid, t.dialect.listBinding(ids), recomputed.name]
  )
  return new Map(rows.map(({ id, changes }) => [id, JSON.parse(changes) as RecordChanges]))
}
