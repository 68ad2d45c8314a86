import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { appendHistory, snapshotEvery } from '../history/append_history.ts'
import { changesBetween } from '../history/changes.ts'
import type { RecordChanges } from '../history/changes.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { notifyChanged } from './changed.ts'
import type { RecordChanged } from './changed.ts'
import type { RecordCommand } from './commands.ts'
import { commandName } from './commands.ts'
import { insertRecords, writeRows } from './row_statements.ts'
import { updateMany } from './update_many.ts'
import type { WriteContext } from './write_context.ts'

type Told = Pick<RecordCommand, 'kind' | 'transition' | 'comment' | 'requestId'>

/** A record before and after a command; `before` is null for a new one. */
export interface Change {
  readonly before: StoredRecord | null
  readonly after: StoredRecord
}

/**
 * Writes what was decided: row, children, history, audit entry; says so after the commit. A command
 * that changes nothing writes nothing and leaves the revision as it is.
 */
export async function persist(
  context: WriteContext,
  command: Told,
  entity: CompiledEntity,
  change: Change
): Promise<StoredRecord> {
  const [written] = await persistMany(context, command, entity, [change])
  return written!
}

/** The same for any number of records of one entity; the number of statements does not follow theirs. */
export async function persistMany(
  context: WriteContext,
  command: Told,
  entity: CompiledEntity,
  given: readonly Change[]
): Promise<StoredRecord[]> {
  const all = given.map(({ before, after }) => {
    const changes = changesBetween(entity, context.entityOf, before, after)
    // A transition back to the same state is still a deed that history tells of.
    const isNothing = before && command.kind !== 'transition' && Object.keys(changes).length === 0
    return {
      before,
      changes,
      record: isNothing ? before : stamped(context, before, after),
      isNothing,
    }
  })
  const made = all.filter(({ isNothing }) => !isNothing)
  if (made.length > 0) {
    const updated = made.flatMap(({ before, record }) =>
      before ? [{ before, after: record }] : []
    )
    await updateMany(context.t, entity, updated)
    const added = made.filter(({ before }) => before === null).map(({ record }) => record)
    await insertRecords(context.t, entity, added)
    await writeRows(
      context,
      entity,
      made.map(({ before, record }) => ({ before, after: record }))
    )
    await appendHistory(
      context,
      made.map(({ record, changes }) => revisionOf(context, command, entity, { record, changes }))
    )
    context.written.push(...made.map(({ before, record }) => ({ entity, before, after: record })))
    announce(context, entity, added, 'create')
    announce(
      context,
      entity,
      updated.map(({ after }) => after),
      command.kind
    )
  }
  return all.map(({ record }) => record)
}

/** The revision of a written record, as history and audit keep it. */
export function revisionOf(
  context: WriteContext,
  command: Told & { name?: string },
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
  kind: RecordChanged['kind']
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
