import type { Actor } from '#engine/access/index.ts'
import { systemActor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { Row } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import type { RecordChanges } from '../history/changes.ts'
import { isId } from '../storage/ids.ts'
import { readCursor, writeCursor } from './query/cursor.ts'
import { parseLimit, singleParameters } from './query/parameters.ts'
import type { Query } from './query/parameters.ts'
import { readContext } from './read_context.ts'
import type { ReadContext } from './read_context.ts'
import { historyView } from './select/history_view.ts'
import type { HistoryChange, HistoryView } from './select/history_view.ts'
import { linkHistory } from './select/link_history.ts'
import { columnSql, visible } from './sql/condition.ts'
import { allOf, fragment, join } from './sql/fragment.ts'

/** One revision of a record, as far as the actor may see what it changed. */
export interface HistoryEntry {
  rev: number
  at: string
  /** `create`, `update`, `delete`, `transition:<id>` … */
  command: string
  actor: { id: string; name: string | null }
  onBehalfOf: { id: string; name: string | null } | null
  reason: string | null
  changes: HistoryChange[]
}

/**
 * Revisions of a record the actor may read, the newest first. Fields he may not read on this
 * record, as it is now, are left out of every revision.
 *
 * @throws E_RECORD_NOT_FOUND, E_QUERY_*, E_RECORD_CHILD
 */

export async function readHistory(
  env: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  id: string,
  parameters: Query = {}
): Promise<{ data: HistoryEntry[]; page: { next: string | null } }> {
  const context = readContext(env, actor, entityKey)
  const { entity } = context
  const faults: Fault[] = []
  const given = singleParameters(parameters, ['limit', 'cursor'], faults)
  const limit = parseLimit(given.limit, faults)
  if (faults.length > 0) throw new Refusal(faults)
  const question = JSON.stringify(['history', entity.uid, id, actor.userId])
  const after =
    given.cursor === undefined ? null : readCursor(given.cursor, question, env.cursorKey)

  const view = historyView(context)
  const record = await visibleRecord(context, id, view)
  const rows = await revisions(context, id, limit + 1, after ? Number(after.id) : null)
  const shown = rows.slice(0, limit)
  const names = await namesOf(context, shown)
  const data = shown.map((row) => entryOf(row, names, view, record))
  await linkHistory(
    context,
    data.flatMap((entry) => entry.changes)
  )

  const last = rows.length > limit ? shown.at(-1) : undefined
  const position = last && { values: [], id: Number(last.seq) }
  return { data, page: { next: position ? writeCursor(position, question, env.cursorKey) : null } }
}

async function visibleRecord(context: ReadContext, id: string, view: HistoryView): Promise<Row> {
  const { entity, access, scope } = context
  const missing = new Refusal(recordNotFound({ entity: entity.key, id: id.slice(0, 100) }))
  if (!isId(id) || !access.may(entity, 'read')) throw missing
  const [record] = await context.all(
    join([
      join(['SELECT t."id" AS "id"', ...view.columns]),
      ` FROM ${scope.dialect.quote(entity.table)} t WHERE `,
      allOf([fragment('t."id" = ?', id), visible(entity, 't', scope)]),
    ])
  )
  if (!record) throw missing
  return record
}

function revisions(context: ReadContext, id: string, limit: number, before: number | null) {
  return context.all(
    join([
      'SELECT seq, rev, at, actor, on_behalf_of, command, reason, changes FROM record_history WHERE ',
      allOf([
        fragment('entity_uid = ? AND record_id = ?', context.entity.uid, id),
        before === null ? null : fragment('seq < ?', before),
      ]),
      fragment(' ORDER BY seq DESC LIMIT ?', limit),
    ])
  )
}

/** Who acted is told to whoever sees the change: the name, nothing else of the person. */
export async function namesOf(
  { application, scope, all }: ReadContext,
  rows: readonly Row[]
): Promise<ReadonlyMap<string, string>> {
  const names = new Map([[systemActor.userId, systemActor.name]])
  const people = application.entities.get(application.anchors.user ?? '')
  const name = people?.fields.get('name')
  const ids = [...new Set(rows.flatMap((row) => [row.actor, row.on_behalf_of]))].filter(isId)
  if (!people || !name || ids.length === 0) return names
  const { dialect } = scope
  const found = await all(
    join([
      `SELECT t."id" AS "id", ${columnSql(name, 't', dialect)} AS "name"`,
      ` FROM ${dialect.quote(people.table)} t WHERE `,
      fragment(dialect.inList('t."id"'), dialect.listBinding(ids)),
    ])
  )
  for (const row of found) names.set(String(row.id), String(row.name ?? ''))
  return names
}

function entryOf(
  row: Row,
  names: ReadonlyMap<string, string>,
  view: HistoryView,
  record: Row
): HistoryEntry {
  const person = (id: unknown) => ({ id: String(id), name: names.get(String(id)) ?? null })
  return {
    rev: Number(row.rev),
    at: String(row.at),
    command: String(row.command),
    actor: person(row.actor),
    onBehalfOf: row.on_behalf_of === null ? null : person(row.on_behalf_of),
    reason: row.reason === null ? null : String(row.reason),
    changes: view.changes(JSON.parse(String(row.changes)) as RecordChanges, record),
  }
}
