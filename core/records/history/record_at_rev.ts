import type { Values } from '#engine/values.ts'
import type { Executor } from '#core/storage/index.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { stepThrough } from './changes.ts'
import type { RecordKind } from './changes.ts'
import { changesSince } from './read_changes.ts'

/** A record as it was at an earlier revision: from the current one, history walked back. */
export async function recordAtRev(
  executor: Executor,
  kind: RecordKind,
  current: StoredRecord,
  rev: number
): Promise<StoredRecord> {
  if (rev >= current.rev) return current
  const { entity } = kind
  const later = await changesSince(executor, entity, current.id, rev)
  const [at] = await executor.all<{ at: string; actor: string }>(
    'SELECT at, actor FROM record_history WHERE entity_uid = ? AND record_id = ? AND rev = ?',
    [entity.uid, current.id, rev]
  )
  let values: Values = current
  for (const changes of later.reverse()) {
    values = stepThrough(kind, values, changes, 'backwards')
  }
  const updatedBy = at?.actor === 'system' ? null : (at?.actor ?? null)
  return { ...values, id: current.id, rev, updated_at: at?.at ?? null, updated_by: updatedBy }
}
