/**
 * Life of a removal. Deletes are logical: the row stays, with `deleted_at`. Records that point to it
 * keep it (`restrict`), let go of it (`empty`) or go with it (`cascade`), as each relation says;
 * those that go with it are asked the same question, until nobody is left. Everything that changes
 * has its own revision in history; what went together comes back together (`restore_record.ts`).
 */
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { frozenBy } from '#engine/process/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { recordFrozen, recordReferenced } from '../../errors.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { authorizeBefore } from '../authorize.ts'
import type { RecordCommand } from '../commands.ts'
import { lockForWrite } from '../lock_for_write.ts'
import { persistMany } from '../persist.ts'
import { refuseStale } from '../refuse_stale.ts'
import { runCommand } from '../run_command.ts'
import type { Present } from '../run_command.ts'
import type { WriteContext } from '../write_context.ts'
import { writableEntity } from '../write_record.ts'
import { noteDeletions } from './deletions.ts'
import { letGo } from './let_go.ts'
import { planRemoval } from './plan_removal.ts'
import type { RemovalPlan } from './plan_removal.ts'

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
    const plan = await planRemoval(context, { entity, record: before! }, true)
    refuseReferred(plan)
    return carryOut(context, command, plan)
  })
}

const nothingGiven = { values: new Map(), rows: new Map() }

function refuseReferred({ restrict }: RemovalPlan): void {
  if (restrict.length === 0) return
  throw new Refusal(
    restrict.map(({ holder, ids }) => {
      const { key: entity, title } = holder
      return recordReferenced({ entity, title, count: ids.length })
    })
  )
}

async function carryOut(
  context: WriteContext,
  command: RecordCommand,
  { remove, empty }: RemovalPlan
): Promise<StoredRecord> {
  await letGo(context, command, empty)
  const written: StoredRecord[] = []
  for (const { entity, records } of remove) {
    const changes = records.map((before) => ({
      before,
      after: { ...before, deleted_at: context.at },
    }))
    written.push(...(await persistMany(context, command, entity, changes)))
  }
  const [first] = written
  const root = { entity: remove[0]!.entity, id: first!.id }
  await noteDeletions(context.t, root, remove)
  return first!
}

/** A record that its state freezes can be neither changed nor removed. */
export function refuseFrozen(
  context: Pick<WriteContext, 'actor'>,
  entity: CompiledEntity,
  record: StoredRecord
): void {
  const frozen = frozenBy(entity, record, context.actor)
  if (!frozen) return
  const { lifecycle, state } = frozen
  throw new Refusal(recordFrozen({ field: lifecycle.field, state: state.id, title: state.title }))
}
