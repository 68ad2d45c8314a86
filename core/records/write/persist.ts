import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { appendHistory, snapshotEvery } from '../history/append_history.ts'
import { changesBetween } from '../history/changes.ts'
import type { RecordChanges } from '../history/changes.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { notifyChanged } from './changed.ts'
import type { RecordCommand } from './commands.ts'
import { commandName } from './commands.ts'
import { insertRecords, updateRecord, writeRows } from './row_statements.ts'
import type { WriteContext } from './write_context.ts'

/**
 * Writes what was decided: row, children, history, audit entry; says so after the commit. A command
 * that changes nothing writes nothing and leaves the revision as it is.
 */
export async function persist(
  context: WriteContext,
  command: Pick<RecordCommand, 'kind' | 'transition' | 'comment' | 'requestId'>,
  entity: CompiledEntity,
  change: { before: StoredRecord | null; after: StoredRecord }
): Promise<StoredRecord> {
  const { before, after } = change
  const changes = changesBetween(entity, context.entityOf, before, after)
  // A transition back to the same state is still a deed that history tells of.
  if (before && command.kind !== 'transition' && Object.keys(changes).length === 0) return before
  const written = stamped(context, before, after)
  if (before) await updateRecord(context.t, entity, before, written)
  else await insertRecords(context.t, entity, [written])
  await writeRows(context, entity, [{ before, after: written }])
  await appendHistory(context.t, [
    revisionOf(context, command, entity, { record: written, changes }),
  ])
  announce(context, entity, [written], before === null ? 'create' : command.kind)
  return written
}

/** The revision of a written record, as history and audit keep it. */
export function revisionOf(
  context: WriteContext,
  command: Pick<RecordCommand, 'kind' | 'transition' | 'comment' | 'requestId'> & { name?: string },
  entity: CompiledEntity,
  { record, changes }: { record: StoredRecord; changes: RecordChanges }
) {
  return {
    entityUid: entity.uid,
    recordId: record.id,
    rev: record.rev,
    at: context.at,
    actor: context.actor.userId,
    onBehalfOf: null,
    command: command.name ?? commandName(command),
    release: context.release,
    reason: command.comment,
    changes,
    snapshot:
      record.rev % snapshotEvery === 0
        ? changesBetween(entity, context.entityOf, null, record)
        : null,
    requestId: command.requestId,
  }
}

/** After the commit, whoever listens hears which records changed. */
export function announce(
  context: WriteContext,
  entity: CompiledEntity,
  records: readonly StoredRecord[],
  kind: RecordCommand['kind']
): void {
  context.t.afterCommit(() => {
    for (const { id, rev } of records) notifyChanged({ entity: entity.key, id, rev, kind })
  })
}

function stamped(
  context: WriteContext,
  before: StoredRecord | null,
  after: StoredRecord
): StoredRecord {
  return {
    ...after,
    rev: before ? before.rev + 1 : 1,
    updated_at: context.at,
    updated_by: userId(context),
  }
}

/** The acting user, as columns that point to one keep it: the engine is nobody. */
export function userId({ actor }: WriteContext): string | null {
  return actor.userId === 'system' ? null : actor.userId
}
