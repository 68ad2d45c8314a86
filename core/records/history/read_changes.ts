import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Executor } from '#core/storage/index.ts'
import type { RecordChanges } from './changes.ts'

/** What each revision after `rev` changed, up to `until` where it is given, oldest first. */

export async function changesSince(
  executor: Executor,
  entity: CompiledEntity,
  id: string,
  rev: number,
  until = Number.MAX_SAFE_INTEGER
): Promise<RecordChanges[]> {
  const rows = await executor.all<{ changes: string }>(
    `SELECT changes FROM record_history
     WHERE entity_uid = ? AND record_id = ? AND rev > ? AND rev <= ? ORDER BY rev`,
    [entity.uid, id, rev, until]
  )
  return rows.map((row) => JSON.parse(row.changes) as RecordChanges)
}
