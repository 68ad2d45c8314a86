import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Value } from '#engine/values.ts'
import type { RecordEnvironment } from '../environment.ts'
import { quarantineUnknown } from '../errors.ts'
import { appendHistory } from '../history/append_history.ts'
import type { RecordChanges } from '../history/changes.ts'
import { isId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { authorizeAfter, authorizeBefore } from '../write/authorize.ts'
import type { RecordCommand } from '../write/commands.ts'
import { loadRows } from '../write/load_rows.ts'
import { lockForWrite } from '../write/lock_for_write.ts'
import { announce, revisionOf, userId } from '../write/persist.ts'
import { closeCommand } from '../write/under_head.ts'
import { updateMany } from '../write/update_many.ts'
import { openContext } from '../write/write_context.ts'
import type { WriteContext } from '../write/write_context.ts'

/** The value to give up. */
export interface Discarding {
  readonly release: string
  readonly entity: string
  readonly field: string
  readonly record: string
  readonly reason: string | null
  readonly requestId: string | null
}

interface Found {
  readonly root: CompiledEntity
  readonly id: string
  /** What history tells of the root record. */
  readonly changes: RecordChanges
  readonly given: string
}

/**
 * Decides that a value in quarantine is given up: the field stays blank. Needs the right to change
 * the field of that record; history keeps what the value was, by whom it was given up and why. A
 * value that somebody has corrected meanwhile is none in quarantine any more.
 *
 * @throws E_QUARANTINE_UNKNOWN (404), E_RECORD_NOT_FOUND, E_ACCESS_DENIED
 */
export async function discardValue(
  environment: RecordEnvironment,
  actor: Actor,
  discarding: Discarding
): Promise<void> {
  const application = environment.registry.current()
  await environment.database.tx(async (t) => {
    const context = openContext(environment, application, t, actor)
    const found = await findValue(context, discarding)
    const command = commandOf(actor, found, discarding)
    const { before } = await lockForWrite(context, found.root, { id: found.id, references: [] })
    await authorizeBefore(context, command, found.root, before)
    const given = { values: new Map<string, Value>([[found.given, null]]), rows: new Map() }
    await authorizeAfter(context, command, found.root, { before, after: before!, given })
    await markDiscarded(context, discarding)
    await write(context, command, found, before!)
    await closeCommand(context)
  })
}

/** The value, and the way from it up to the record whose rights and history count. */
async function findValue(context: WriteContext, discarding: Discarding): Promise<Found> {
  const { t, application } = context
  const { release, entity: key, field: name, record } = discarding
  const entity = application.entities.get(key)
  const field = entity?.fields.get(name)
  const unknown = () => new Refusal(quarantineUnknown({ record }))
  if (!entity || !field?.column || !isId(record)) throw unknown()
  const [kept] = await t.all<{ value: string }>(
    'SELECT value FROM field_quarantine WHERE release_id = ? AND field_uid = ? AND record_id = ? ' +
      'AND discarded_at IS NULL',
    [Number(release), field.uid, record]
  )
  if (!kept) throw unknown()
  const own: RecordChanges = { [field.uid]: [JSON.parse(kept.value) as Value, null] }
  let found: Found = { root: entity, id: record, changes: own, given: field.key }
  while (found.root.parent !== null) {
    const [row] = await loadRows(t, found.root, [found.id], false)
    const parent = context.entityOf(found.root.parent)
    const children = parent.children.find(({ childEntity }) => childEntity === found.root.key)
    if (!row || !children) throw unknown()
    const changes = { [children.uid]: { [found.id]: found.changes } } as RecordChanges
    found = { root: parent, id: String(row.parent_id), changes, given: children.key }
  }
  return found
}

function commandOf(actor: Actor, { root, id, given }: Found, { reason, requestId }: Discarding) {
  const command: RecordCommand = {
    ...{ kind: 'update', actor, entity: root.key, id, values: { [given]: null } },
    ...{ rev: null, transition: null, comment: reason, idempotencyKey: null, requestId },
  }
  return command
}

/** Under the lock of the record: of two who decide at once, one finds that it is decided. */
async function markDiscarded(context: WriteContext, discarding: Discarding): Promise<void> {
  const { t, at, actor, application } = context
  const { release, entity: key, field: name, record } = discarding
  const entity = application.entities.get(key)!
  const { uid, column } = entity.fields.get(name)!
  const { quote } = t.dialect
  const isBlank =
    `EXISTS (SELECT 1 FROM ${quote(entity.table)} t ` +
    `WHERE t."id" = record_id AND t.${quote(column!)} IS NULL)`
  const marked = await t.run(
    'UPDATE field_quarantine SET discarded_at = ?, discarded_by = ? WHERE release_id = ? ' +
      `AND field_uid = ? AND record_id = ? AND discarded_at IS NULL AND ${isBlank}`,
    [at, actor.userId, Number(release), uid, record]
  )
  if (marked === 0) throw new Refusal(quarantineUnknown({ record }))
}

async function write(
  context: WriteContext,
  command: RecordCommand,
  { root, changes }: Found,
  before: StoredRecord
): Promise<void> {
  const stamped = { updated_at: context.at, updated_by: userId(context), rev: before.rev + 1 }
  const record = { ...before, ...stamped }
  await updateMany(context.t, root, [{ before, after: record }])
  const told = { ...command, name: 'discard' }
  await appendHistory(context, [revisionOf(context, told, root, { record, changes })])
  announce(context, root, [record], 'update')
}
