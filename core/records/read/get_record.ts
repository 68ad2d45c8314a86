import type { Access, Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { RecordCan } from '#engine/presentation/shapes.ts'
import type { Executor } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import { isId } from '../storage/ids.ts'
import { readView } from './query/list_query.ts'
import { singleParameters } from './query/parameters.ts'
import type { Query } from './query/parameters.ts'
import { readContext } from './read_context.ts'
import type { ReadContext } from './read_context.ts'
import { readChildren } from './select/read_children.ts'
import { selectCan } from './select/record_can.ts'
import type { CanSelection } from './select/record_can.ts'
import { selectStale } from './select/stale_fields.ts'
import { selectionOf } from './select/selection_of.ts'
import type { RecordJson } from './select/selection.ts'
import { visible } from './sql/condition.ts'
import { allOf, fragment, join } from './sql/fragment.ts'

/** A record, and what the actor may do with it. */
export interface ReadRecord {
  data: RecordJson
  can: RecordCan
  /** Computed fields that a job is still bringing up to date; absent when there are none. */
  stale?: string[]
}

/**
 * One record with its sub-tables, and what the actor may do with it: one statement, and one for
 * each sub-table. What is not there and what the actor may not see are the same answer.
 *
 * `executor` lets a command read what it has just written, inside its transaction.
 *
 * @throws E_RECORD_NOT_FOUND, E_QUERY_*, E_RECORD_CHILD
 */
// eslint-disable-next-line max-params -- the signature agreed between rooms
export async function getRecord(
  env: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  id: string,
  parameters: Query = {},
  executor: Executor = env.database.read
): Promise<ReadRecord> {
  const context = readContext(env, actor, entityKey, executor)
  const { entity, access, scope } = context
  const faults: Fault[] = []
  const given = singleParameters(parameters, ['fields'], faults)
  const view = readView(given.fields, context, faults, true)
  if (faults.length > 0) throw new Refusal(faults)
  const missing = () => new Refusal(recordNotFound({ entity: entity.key, id: id.slice(0, 100) }))
  if (!isId(id) || !access.may(entity, 'read')) throw missing()

  const selection = selectionOf(context, view.name, view.tree)
  const can = canOf(context)
  const stale = selectStale(context)
  const [row] = await context.all(
    join([
      join(['SELECT ', selection.columns, can.columns, stale.columns]),
      join([` FROM ${scope.dialect.quote(entity.table)} t`, selection.joins, ' WHERE ']),
      allOf([fragment('t."id" = ?', id), visible(entity, 't', scope)]),
    ])
  )
  if (!row) throw missing()
  const data = selection.present(row)
  await readChildren(context, entity, selection, [data])
  const behind = stale.of(row)
  return { data, can: can.of(row, context), ...(behind.length > 0 ? { stale: behind } : {}) }
}

const kept = new WeakMap<Access, Map<string, CanSelection>>()

/** Compiled once per (roles, entity, database kind). */
function canOf(context: ReadContext & { entity: CompiledEntity }): CanSelection {
  const { access, entity, scope } = context
  let selections = kept.get(access)
  if (!selections) kept.set(access, (selections = new Map()))
  const key = `${scope.dialect.name} ${entity.key}`
  let can = selections.get(key)
  if (!can) selections.set(key, (can = selectCan(context)))
  return can
}
