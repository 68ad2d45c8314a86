/**
 * A record as it was at an instant: found by the rights of today, walked back through history, and
 * shown by the view that shows history, so that a field out of reach now is out of reach then.
 */
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { parseDatetime } from '#engine/fields/index.ts'
import type { Row } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import { changesBetween } from '../history/changes.ts'
import { recordAtRev } from '../history/record_at_rev.ts'
import { invalidParameter, singleParameters } from '../read/index.ts'
import type { Query, RecordJson } from '../read/index.ts'
import { readView } from '../read/query/list_query.ts'
import { readContext } from '../read/read_context.ts'
import type { ReadContext } from '../read/read_context.ts'
import { historyView } from '../read/select/history_view.ts'
import { linkHistory } from '../read/select/link_history.ts'
import { condition } from '../read/sql/condition.ts'
import { allOf, fragment, join } from '../read/sql/fragment.ts'
import type { Fragment } from '../read/sql/fragment.ts'
import { isId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { loadRows, withChildren } from '../write/load_rows.ts'
import { lookingContext } from '../write/look_at_record.ts'
import type { WriteContext } from '../write/write_context.ts'
import { presentAsOf } from './present_as_of.ts'

export interface RecordAsOf {
  data: RecordJson
  /** The instant asked for, ISO 8601 UTC. */
  asOf: string
}

/**
 * @throws E_RECORD_NOT_FOUND for what the actor may not read today, and where there was no record or
 *   it lay in the recycle bin at that time; E_QUERY_*, E_RECORD_CHILD
 */
export async function getAsOf(
  env: RecordEnvironment,
  actor: Actor,
  { entity: key, id, query }: { entity: string; id: string; query: Query }
): Promise<RecordAsOf> {
  const context = readContext(env, actor, key)
  const { entity, access } = context
  const { asOf, shown } = readQuestion(query, context)
  const missing = () => new Refusal(recordNotFound({ entity: entity.key, id: id.slice(0, 100) }))
  if (!isId(id) || !access.may(entity, 'read')) throw missing()
  const view = historyView(context)
  const looking = lookingContext(env, actor)
  const [row] = await context.all(
    join([
      join(['SELECT t."id" AS "id"', ...view.columns]),
      ` FROM ${context.scope.dialect.quote(entity.table)} t WHERE `,
      allOf([fragment('t."id" = ?', id), reachable(context)]),
    ])
  )
  const record = row && (await recordAt(looking, entity, id, asOf))
  if (!record || (record.deleted_at ?? null) !== null) throw missing()
  const changes = view.changes(changesBetween(entity, looking.entityOf, null, record), row)
  await linkHistory(context, changes)
  const visible = (field: string) => shown.has(field) && isShown(context, view.shows, row, field)
  return { data: presentAsOf(context, record, changes, visible), asOf }
}

function isShown(
  { entity }: ReadContext,
  shows: (uid: string, row: Row) => boolean,
  row: Row,
  key: string
): boolean {
  const field = entity.fields.get(key)
  return field === undefined || shows(field.uid, row)
}

/** The instant, and the own fields that are shown: all of them, or those that `fields` names. */
function readQuestion(query: Query, context: ReadContext) {
  const faults: Fault[] = []
  const given = singleParameters(query, ['asOf', 'fields'], faults)
  const instant = parseDatetime(given.asOf)
  if (!instant.ok) {
    const { zh, en } = instant.fault
    faults.push(invalidParameter('asOf', zh, en))
  }
  const view = readView(given.fields, context, faults, true)
  if (given.fields?.includes('.')) {
    const zh = '与 asOf 一起时只能列出记录自己的字段'
    faults.push(invalidParameter('fields', zh, 'names fields of the record itself beside asOf'))
  }
  if (faults.length > 0) throw new Refusal(faults)
  return { asOf: instant.ok ? String(instant.value) : '', shown: new Set(view.tree().keys()) }
}

/** Records he reads; those in the recycle bin where he may bring them back. */
function reachable({ entity, access, scope }: ReadContext): Fragment {
  const within = (action: string) =>
    condition(access.scope(entity, action), 't', { ...scope, access: null })
  const standing = 't."deleted_at" IS NULL'
  return access.may(entity, 'restore')
    ? join(['(', within('read'), ` AND (${standing} OR `, within('restore'), '))'])
    : join([`${standing} AND `, within('read')])
}

async function recordAt(
  looking: WriteContext,
  entity: CompiledEntity,
  id: string,
  asOf: string
): Promise<StoredRecord | null> {
  const [at] = await looking.t.all<{ rev: number }>(
    `SELECT rev FROM record_history WHERE entity_uid = ? AND record_id = ? AND at <= ?
     ORDER BY rev DESC LIMIT 1`,
    [entity.uid, id, asOf]
  )
  if (!at) return null
  const { t, entityOf } = looking
  const [current] = await withChildren(t, entity, entityOf, await loadRows(t, entity, [id], false))
  return current ? recordAtRev(t, { entity, entityOf }, current, Number(at.rev)) : null
}
