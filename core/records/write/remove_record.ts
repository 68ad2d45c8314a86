/**
 * Life of a removal. Deletes are logical: the row stays, with `deleted_at`. Records that point to it
 * keep it (`restrict`), let go of it (`empty`) or go with it (`cascade`), as each relation says;
 * those that go with it are asked the same question, until nobody is left.
 */
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { frozenBy } from '#engine/process/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordFrozen, recordReferenced } from '../errors.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { authorizeBefore } from './authorize.ts'
import type { RecordCommand } from './commands.ts'
import { lockForWrite } from './lock_for_write.ts'
import { loadRows, withChildren } from './load_rows.ts'
import { persist } from './persist.ts'
import { referrers } from './referrers.ts'
import type { Referrer } from './referrers.ts'
import { refuseStale } from './refuse_stale.ts'
import { runCommand } from './run_command.ts'
import type { Present } from './run_command.ts'
import type { WriteContext } from './write_context.ts'
import { writableEntity } from './write_record.ts'

/**
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED, E_RECORD_STALE, E_RECORD_REV_REQUIRED,
 *   E_RECORD_FROZEN, E_RECORD_REFERENCED (each entity that still points here, with its count)
 */
export async function removeRecord<T>(
  environment: RecordEnvironment,
  command: RecordCommand,
  present: Present<T>
): Promise<T> {
  const application = environment.registry.current()
  const entity = writableEntity(environment, command.entity)
  const of = { application, command, entity, base: '', present }
  return runCommand(environment, of, async (context) => {
    const target = { id: command.id, references: [] }
    const { before } = await lockForWrite(context, entity, target)
    await authorizeBefore(context, command, entity, before)
    await refuseStale(context, command, entity, { before: before!, given: nothingGiven })
    refuseFrozen(context, entity, before!)
    const plan = await planRemoval(context, application, entity, before!)
    return carryOut(context, command, plan)
  })
}

const nothingGiven = { values: new Map(), rows: new Map() }

interface RemovalPlan {
  /** The record itself first, then those that go with it. */
  readonly remove: readonly { entity: CompiledEntity; record: StoredRecord }[]
  /** Links to blank, by record that holds them. */
  readonly empty: readonly Referrer[]
}

/** Follows the links to the record, and to what goes with it, under their locks. */
async function planRemoval(
  context: WriteContext,
  application: CompiledApplication,
  entity: CompiledEntity,
  record: StoredRecord
): Promise<RemovalPlan> {
  const remove = [{ entity, record }]
  const seen = new Set([record.id])
  const empty: Referrer[] = []
  const restricting: Referrer[] = []
  for (const going of remove) {
    for (const found of await referrers(context, application, going.entity, going.record)) {
      const ids = found.ids.filter((id) => !seen.has(id))
      if (ids.length === 0) continue
      if (found.policy === 'restrict') restricting.push(found)
      else if (found.policy === 'empty') empty.push({ ...found, ids })
      else {
        for (const id of ids) seen.add(id)
        const rows = await loadRows(context.t, found.holder, ids, true)
        const whole = await withChildren(context.t, found.holder, context.entityOf, rows)
        remove.push(...whole.map((row) => ({ entity: found.holder, record: row })))
      }
    }
  }
  refuseReferred(restricting, seen)
  return { remove, empty }
}

/** What goes along does not hold anything back. */
function refuseReferred(restricting: readonly Referrer[], going: ReadonlySet<string>): void {
  const faults = restricting.flatMap(({ holder, ids }): Fault[] => {
    const count = ids.filter((id) => !going.has(id)).length
    const { key: entity, title } = holder
    return count > 0 ? [recordReferenced({ entity, title, count })] : []
  })
  if (faults.length > 0) throw new Refusal(faults)
}

async function carryOut(
  context: WriteContext,
  command: RecordCommand,
  { remove, empty }: RemovalPlan
): Promise<StoredRecord> {
  const removed = new Set(remove.map(({ record }) => record.id))
  for (const { holder, field, ids, targets } of empty) {
    const rows = await loadRows(
      context.t,
      holder,
      ids.filter((id) => !removed.has(id)),
      true
    )
    for (const before of await withChildren(context.t, holder, context.entityOf, rows)) {
      const after = lettingGo(context, holder, before, { field, targets }) as StoredRecord
      const change = { ...command, kind: 'update' as const }
      await persist(context, change, holder, { before, after })
    }
  }
  let first: StoredRecord | null = null
  for (const { entity, record } of remove) {
    const after = { ...record, deleted_at: context.at }
    const written = await persist(context, command, entity, { before: record, after })
    first ??= written
  }
  return first!
}

/** The record with every link of `field` to one of `targets` blank, in its sub-tables too. */
function lettingGo(
  context: WriteContext,
  entity: CompiledEntity,
  record: StoredRecord,
  { field, targets }: { field: CompiledField; targets: ReadonlySet<string> }
): StoredRecord {
  const after: Record<string, StoredRecord[string]> = { ...record }
  if (entity.fields.get(field.key) === field && targets.has(String(record[field.key]))) {
    after[field.key] = null
  }
  for (const { key, childEntity } of entity.children) {
    const child = context.entityOf(childEntity!)
    const rows = (record[key] ?? []) as readonly StoredRecord[]
    after[key] = rows.map((row) => lettingGo(context, child, row, { field, targets }))
  }
  return after as StoredRecord
}

function refuseFrozen(context: WriteContext, entity: CompiledEntity, record: StoredRecord): void {
  const frozen = frozenBy(entity, record, context.actor)
  if (!frozen) return
  const { lifecycle, state } = frozen
  throw new Refusal(recordFrozen({ field: lifecycle.field, state: state.id, title: state.title }))
}
