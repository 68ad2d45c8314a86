/**
 * Life of a restoration: a record comes back from the recycle bin, with everything that went along
 * with it. Unique values are checked again (by the database), and so are relations: what points to
 * a record that is gone meanwhile lets go of it where the relation says `empty`, else nothing is
 * restored and each such link is told.
 */
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { Value } from '#engine/values.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { recordNotDeleted, recordNotFound, recordStale, recordTargetDeleted } from '../../errors.ts'
import { isId } from '../../storage/ids.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { authorizeBefore } from '../authorize.ts'
import type { RecordCommand } from '../commands.ts'
import { constraintOwners } from '../constraints/constraint_owners.ts'
import { overlapFaults } from '../constraints/overlap_faults.ts'
import { computeFormulas } from '../derive.ts'
import { loadRows, withChildren } from '../load_rows.ts'
import { lockRecords } from '../lock_for_write.ts'
import { persistMany } from '../persist.ts'
import { referencesIn } from '../references.ts'
import type { Reference } from '../references.ts'
import { runCommand } from '../run_command.ts'
import type { Present } from '../run_command.ts'
import type { WriteContext } from '../write_context.ts'
import { writableEntity } from '../write_record.ts'
import { deletedWith, forgetDeletions } from './deletions.ts'
import { withoutLinks } from './let_go.ts'
import type { LostLink } from './let_go.ts'
import type { Removed } from './plan_removal.ts'

/**
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED, E_RECORD_NOT_DELETED, E_RECORD_STALE,
 *   E_RECORD_TARGET_DELETED (each link to a record that is gone), E_RECORD_NOT_UNIQUE,
 *   E_RECORD_OVERLAP
 */
export async function restoreRecord<T>(
  environment: RecordEnvironment,
  command: RecordCommand,
  present: Present<T>
): Promise<T> {
  const application = environment.registry.current()
  const entity = writableEntity(environment, command.entity)
  const of = { application, command, entity, base: '', present }
  return runCommand(environment, of, async (context) => {
    const before = await lockDeleted(context, entity, command)
    const set = await recordsOf(context, entity, before)
    const lost = await lostLinks(context, set)
    return carryOut(context, command, set, lost)
  })
}

async function lockDeleted(
  context: WriteContext,
  entity: CompiledEntity,
  command: RecordCommand
): Promise<StoredRecord> {
  const { id } = command
  const missing = () =>
    new Refusal(recordNotFound({ entity: entity.key, id: (id ?? '').slice(0, 100) }))
  if (!isId(id)) throw missing()
  const [row] = await loadRows(context.t, entity, [id], true)
  if (!row) throw missing()
  const [before] = await withChildren(context.t, entity, context.entityOf, [row])
  await authorizeBefore(context, command, entity, before!)
  if ((row.deleted_at ?? null) === null) throw new Refusal(recordNotDeleted({}))
  if (command.rev !== null && command.rev !== row.rev) {
    throw new Refusal(recordStale({ rev: row.rev, diff: {} }))
  }
  return before!
}

/** The record first, then what went along with it and is still deleted; all of it locked. */
async function recordsOf(
  context: WriteContext,
  entity: CompiledEntity,
  root: StoredRecord
): Promise<Removed[]> {
  const { t, application, entityOf } = context
  const byUid = new Map([...application.entities.values()].map((one) => [one.uid, one]))
  const set: Removed[] = []
  const together = await deletedWith(t, { entity, id: root.id })
  for (const [uid, ids] of [...together].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const of = byUid.get(uid)
    // An entity that was retired meanwhile has no records to bring back.
    if (!of) continue
    const rows = await loadRows(t, of, ids, true)
    const deleted = rows.filter((row) => (row.deleted_at ?? null) !== null)
    const records = await withChildren(t, of, entityOf, deleted)
    if (of === entity) records.sort((a, b) => Number(b.id === root.id) - Number(a.id === root.id))
    if (of === entity) set.unshift({ entity: of, records })
    else set.push({ entity: of, records })
  }
  return set
}

/** Links of the records to others that are gone: those to let go of, by entity of the record. */
async function lostLinks(
  context: WriteContext,
  set: readonly Removed[]
): Promise<Map<CompiledEntity, LostLink[]>> {
  const back = new Set(set.flatMap(({ records }) => records.map(({ id }) => id)))
  const links = set.flatMap(({ entity, records }) =>
    records.flatMap((record) =>
      referencesIn(entity, context.entityOf, record).map((link) => ({ entity, record, link }))
    )
  )
  const outside = links.filter(({ link }) => !back.has(link.id))
  await lockRecords(
    context,
    outside.map(({ link }) => link)
  )
  const gone = await context.related.gather(() =>
    outside.filter(({ link }) => !isThere(context, link.target, link.id, back))
  )
  const refused = gone.filter(({ link }) => link.field.onDelete !== 'empty')
  if (refused.length > 0) {
    const faults = refused.map((one) => faultOf(context, one))
    const told = new Map(faults.map((fault) => [JSON.stringify(fault.params), fault]))
    throw new Refusal([...told.values()].slice(0, toldFaults))
  }
  const lost = new Map<CompiledEntity, LostLink[]>()
  for (const { entity, link } of gone) {
    const { field, id } = link
    lost.set(entity, [...(lost.get(entity) ?? []), { field, targets: new Set([id]) }])
  }
  return lost
}

/** Faults told of one restoration. */
const toldFaults = 100

/** A row of a sub-table is there when the record at its root is, or comes back too. */
function isThere(
  context: WriteContext,
  target: string,
  id: string,
  back: ReadonlySet<string>
): boolean {
  if (back.has(id)) return true
  const record = context.related.find(target, id)
  if (record === null) return false
  const { parent } = context.entityOf(target)
  if (parent !== null) return isThere(context, parent, String(record.parent_id), back)
  return (record.deleted_at ?? null) === null
}

function faultOf(
  context: WriteContext,
  { entity, record, link }: { entity: CompiledEntity; record: StoredRecord; link: Reference }
): Fault {
  const target = context.entityOf(link.target)
  return recordTargetDeleted({
    ...{ entity: entity.key, id: record.id, title: entity.title },
    ...{ field: link.field.key, fieldTitle: link.field.title },
    ...{ target: target.key, targetId: link.id, targetTitle: target.title },
  })
}

async function carryOut(
  context: WriteContext,
  command: RecordCommand,
  set: readonly Removed[],
  lost: ReadonlyMap<CompiledEntity, readonly LostLink[]>
): Promise<StoredRecord> {
  const written: StoredRecord[] = []
  for (const { entity, records } of set) {
    const drafts = records.map((before) => ({
      before,
      after: withoutLinks(context, entity, before, lost.get(entity) ?? []),
    }))
    await context.related.gather(() => {
      for (const { before, after } of drafts) {
        const paths = new Map<string, string>()
        computeFormulas({ context, entity, root: after, old: before, paths, base: '' })
      }
    })
    const changes = drafts.map(({ before, after }) => ({ before, after: restored(before, after) }))
    written.push(...(await persistMany(context, command, entity, changes)))
    await refuseOverlaps(context, entity, changes)
  }
  await forgetDeletions(context.t, set)
  return written[0]!
}

/** What was free again meanwhile may have been taken by others. */
async function refuseOverlaps(
  context: WriteContext,
  entity: CompiledEntity,
  changes: readonly { before: StoredRecord; after: StoredRecord }[]
): Promise<void> {
  const { application } = context
  const owners = changes.flatMap(({ after }) => constraintOwners(application, entity, after))
  await lockRecords(context, owners)
  const faults: Fault[] = []
  for (const { before, after } of changes) {
    faults.push(...(await overlapFaults(context, entity, { before, after, base: '' })))
  }
  if (faults.length > 0) throw new Refusal(faults.slice(0, toldFaults))
}

function restored(before: StoredRecord, after: Record<string, Value>): StoredRecord {
  return { ...after, id: before.id, rev: before.rev, deleted_at: null }
}
