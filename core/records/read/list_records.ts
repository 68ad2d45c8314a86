/**
 * A page of records: authorise, as a filter in the statement -> compile -> query -> present.
 * One statement for the page, one more for the count when it is asked for, one for each sub-table
 * that `fields` names; none depends on the number of records.
 */
import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Row } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied } from '../errors.ts'
import { countRecords } from './count_records.ts'
import type { Count } from './count_records.ts'
import { readCursor, writeCursor } from './query/cursor.ts'
import { parseListQuery } from './query/list_query.ts'
import type { ListQuery } from './query/list_query.ts'
import { afterPosition, orderBy, orderTerms } from './query/order.ts'
import type { Term } from './query/order.ts'
import type { Query } from './query/parameters.ts'
import { refuseCostly, scansOf } from './query/refuse_costly.ts'
import { searchCondition } from './query/search.ts'
import { readContext } from './read_context.ts'
import type { ReadContext } from './read_context.ts'
import { readChildren } from './select/read_children.ts'
import { selectStale } from './select/stale_fields.ts'
import type { StaleSelection } from './select/stale_fields.ts'
import { selectionOf } from './select/selection_of.ts'
import type { RecordJson, Selection } from './select/selection.ts'
import { condition, visible } from './sql/condition.ts'
import { allOf, fragment, join } from './sql/fragment.ts'
import type { Fragment } from './sql/fragment.ts'

export interface RecordPage {
  data: RecordJson[]
  /** `stale`: computed fields that a job is still bringing up to date; absent when there are none. */
  page: { next: string | null; stale?: string[] } & Partial<Count>
}

/**
 * @throws E_QUERY_* (400) with every fault of the query
 * @throws E_ACCESS_DENIED when no role reads this entity; E_RECORD_CHILD for a sub-table
 */
export async function listRecords(
  env: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  parameters: Query
): Promise<RecordPage> {
  const context = readContext(env, actor, entityKey)
  const { entity, access } = context
  if (!access.may(entity, 'read')) throw new Refusal(accessDenied({ action: 'read' }))

  const query = parseListQuery(parameters, context)
  if (query.deleted && !access.may(entity, 'restore')) {
    throw new Refusal(accessDenied({ action: 'restore' }))
  }
  await refuseCostly(context, query)
  const after =
    query.cursor === null ? null : readCursor(query.cursor, query.question, env.cursorKey)
  const selection = selectionOf(context, query.view.name, query.view.tree)
  const terms = orderTerms(query.sort, context.scope)
  const asked = askedFor(query, context)
  const where = after ? allOf([asked, afterPosition(terms, after)]) : asked

  const told = query.deleted ? toldOfDeleted : null
  const stale = selectStale(context)
  const statement = pageStatement(context, selection, {
    ...{ terms, where, limit: query.limit, told, stale },
  })
  const rows = await context.long(statement, {
    ...{ scans: scansOf(context, query), place: '/filter' },
  })
  const shown = rows.slice(0, query.limit)
  const data = shown.map((row) =>
    told ? { ...selection.present(row), ...deletion(row, context) } : selection.present(row)
  )
  await readChildren(context, entity, selection, data)

  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const next = last
    ? writeCursor(positionOf(last, terms.length), query.question, env.cursorKey)
    : null
  const count = await countRecords(context, query, asked)
  const behind = stale.of(rows[0])
  return { data, page: { next, ...count, ...(behind.length > 0 ? { stale: behind } : {}) } }
}

/** Rows the actor may read, that meet filter and search. */
function askedFor(query: ListQuery, context: ReadContext): Fragment {
  const { entity, scope } = context
  return allOf([
    query.deleted ? restorable(context) : visible(entity, 't', scope),
    query.filter.op === 'true' ? null : condition(query.filter, 't', scope),
    query.search === null ? null : searchCondition(query.search, context),
  ])
}

/** Records in the recycle bin that the actor reads and may bring back. */
function restorable({ entity, access, scope }: ReadContext): Fragment {
  const trusted = { ...scope, access: null }
  const within = (action: string) => condition(access.scope(entity, action), 't', trusted)
  return allOf([fragment('t."deleted_at" IS NOT NULL'), within('read'), within('restore')])
}

/** When a record was removed, and with which other one. */
const toldOfDeleted =
  ', t."deleted_at" AS "deleted_at"' +
  ['root_uid', 'root_id']
    .map(
      (name) =>
        `, (SELECT d.${name} FROM record_deletions d WHERE d.record_id = t."id"` +
        ` AND d.root_id <> t."id") AS "${name}"`
    )
    .join('')

function deletion(row: Row, { application }: ReadContext): Record<string, unknown> {
  const root = [...application.entities.values()].find(({ uid }) => uid === row.root_uid)
  return {
    deleted_at: row.deleted_at,
    deleted_with: root ? { entity: root.key, id: row.root_id } : null,
  }
}

interface PageStatement {
  readonly terms: readonly Term[]
  readonly where: Fragment
  readonly limit: number
  readonly told: string | null
  readonly stale: StaleSelection
}

/**
 * One record more than asked tells whether there is a next page. An order without index goes through
 * every record there is, so it carries ids and sort values alone; what is shown is read for the page.
 */
function pageStatement(
  { entity, scope }: ReadContext,
  selection: Selection,
  { terms, where, limit, told, stale }: PageStatement
): Fragment {
  const { dialect } = scope
  const table = dialect.quote(entity.table)
  const joins = terms.length > 0 ? terms.flatMap((term) => term.joins) : [selection.joins]
  const page = join([
    join([` FROM ${table} t`, ...joins, ' WHERE ', where]),
    join([' ORDER BY ', orderBy(terms, dialect), atMost(limit + 1)]),
  ])
  const columns = join([
    join(['SELECT ', selection.columns, stale.columns]),
    `, t."id" AS "id"${told ?? ''}`,
  ])
  if (terms.length === 0) return join([columns, page])
  const values = terms.map(({ value }, i) => join([', ', value, ` AS "s${i}"`]))
  const names = terms.map((_, i) => `p."s${i}"`)
  return join([
    join([columns, ...names.map((name) => `, ${name}`)]),
    join([
      ' FROM (SELECT t."id" AS "id"',
      ...values,
      page,
      `) p JOIN ${table} t ON t."id" = p."id"`,
    ]),
    join([selection.joins, ' ORDER BY ', orderBy(terms, dialect, names)]),
  ])
}

/**
 * LIMIT with the number in the text: for a bound one PostgreSQL plans a prepared statement as if
 * the whole table were wanted. The number is ours, never the request's text.
 */
function atMost(count: number): string {
  return ` LIMIT ${Math.trunc(count)}`
}

function positionOf(row: Row, terms: number) {
  const values = Array.from({ length: terms }, (_, i) => row[`s${i}`] ?? null)
  return { values, id: String(row.id) }
}
