import type { Values } from '#engine/values.ts'
import type { Executor } from '#core/storage/index.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { snapshotEvery } from './append_history.ts'
import { stepThrough, trackedSystemFields } from './changes.ts'
import type { RecordChanges, RecordKind } from './changes.ts'
import { changesSince } from './read_changes.ts'

/**
 * A record as it was at an earlier revision: history walked back from the current one, or from the
 * first snapshot after it, so that a long history costs no more than a short one.
 */
export async function recordAtRev(
  executor: Executor,
  kind: RecordKind,
  current: StoredRecord,
  rev: number
): Promise<StoredRecord> {
  if (rev >= current.rev) return current
  const { entity } = kind
  const start = await startOf(executor, kind, current, rev)
  const later = await changesSince(executor, entity, current.id, rev, start.rev)
  const [at] = await executor.all<{ at: string; actor: string }>(
    'SELECT at, actor FROM record_history WHERE entity_uid = ? AND record_id = ? AND rev = ?',
    [entity.uid, current.id, rev]
  )
  let values: Values = start
  for (const changes of later.reverse()) {
    values = stepThrough(kind, values, changes, 'backwards')
  }
  const updatedBy = at?.actor === 'system' ? null : (at?.actor ?? null)
  return { ...values, id: current.id, rev, updated_at: at?.at ?? null, updated_by: updatedBy }
}

async function startOf(
  executor: Executor,
  kind: RecordKind,
  current: StoredRecord,
  rev: number
): Promise<StoredRecord> {
  if (current.rev - rev <= snapshotEvery) return current
  const [found] = await executor.all<{ rev: number; snapshot: string }>(
    `SELECT rev, snapshot FROM record_history WHERE entity_uid = ? AND record_id = ?
     AND rev >= ? AND rev < ? AND snapshot IS NOT NULL ORDER BY rev LIMIT 1`,
    [kind.entity.uid, current.id, rev, current.rev]
  )
  if (!found) return current
  const kept = JSON.parse(found.snapshot) as RecordChanges
  const values = stepThrough(kind, { ...current, ...blanksOf(kind) }, kept, 'forwards')
  return { ...values, id: current.id, rev: Number(found.rev) }
}

/** All that a snapshot tells, blank: what was blank then is not in it. */
function blanksOf({ entity }: RecordKind): Values {
  const fields = [...entity.stored, ...entity.links, ...entity.children].map(({ key }) => key)
  return Object.fromEntries([...trackedSystemFields, ...fields].map((name) => [name, null]))
}
