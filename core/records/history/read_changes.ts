import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Executor } from '#core/storage/index.ts'
import type { RecordChanges } from './changes.ts'

/** What each revision after `rev` changed, oldest first. */
export async function changesSince(
  executor: Executor,
  entity: CompiledEntity,
  id: string,
  rev: number
): Promise<RecordChanges[]> {
  const rows = await executor.all<{ changes: string }>(
    `SELECT changes FROM record_history
     WHERE entity_uid = ? AND record_id = ? AND rev > ? ORDER BY rev`,
    [entity.uid, id, rev]
  )
  return rows.map((row) => JSON.parse(row.changes) as RecordChanges)
}
