import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import { fieldOfStep } from '#engine/filters/index.ts'
import type { FieldPath } from '#engine/filters/index.ts'
import type { Dialect, Row } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied } from '../errors.ts'
import { parseAggregate } from './query/aggregate_query.ts'
import type { AggregateQuery } from './query/aggregate_query.ts'
import { averageDigits, groupEntity, measureField } from './query/measure_fields.ts'
import type { Measure } from './query/measures.ts'
import { refuseCostly, scansOf } from './query/refuse_costly.ts'
import { searchCondition } from './query/search.ts'
import { readContext } from './read_context.ts'
import type { ReadContext } from './read_context.ts'
import { titlesOf } from './select/titles.ts'
import { condition, visible } from './sql/condition.ts'
import { allOf, fragment, join } from './sql/fragment.ts'
import type { Fragment } from './sql/fragment.ts'
import { pathValue } from './sql/path_value.ts'

/**
 * Counts, sums, averages and extremes of the records the actor may read, in groups. A field is blank
 * where he may not see it, in groups and measures as everywhere. Sums are text at the scale of their
 * field, averages have four digits more; all of them but counts are blank where nothing was measured.
 *
 * @throws E_QUERY_* with every fault of the body; E_ACCESS_DENIED, E_RECORD_CHILD
 */
export async function aggregateRecords(
  env: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  body: unknown
): Promise<{ data: Record<string, unknown>[] }> {
  const context = readContext(env, actor, entityKey)
  const { entity, access } = context
  if (!access.may(entity, 'read')) throw new Refusal(accessDenied({ action: 'read' }))
  const query = parseAggregate(body, context)
  await refuseCostly(context, query)
  // What is measured is looked at too, record by record.
  const scans = 1 + scansOf(context, query)
  const rows = await context.long(statementOf(query, context), { scans, place: '/filter' })
  const titles = await groupTitles(query, context, rows)
  return { data: rows.map((row) => present(row, query, context, titles)) }
}

/**
 * Values first, groups over them then: an expression with bindings can be named, not repeated.
 * Around them stands what is asked of the measures, which have names by now.
 */
function statementOf(query: AggregateQuery, context: ReadContext): Fragment {
  const { dialect } = context.scope
  const names = query.groups.map((_, i) => `"g${i}"`)
  const measures = query.measures.map((one, i) => `${measureSql(one, i, dialect)} AS "a${i}"`)
  const grouped = join([
    join([`SELECT ${[...names, ...measures].join(', ')} FROM (`, valuesOf(query, context), ') r']),
    names.length > 0 ? ` GROUP BY ${names.join(', ')}` : '',
  ])
  const group = groupEntity(query.measures, context)
  const trusted = { dialect, entityOf: () => group, access: null }
  return join([
    join(['SELECT * FROM (', grouped, ') h WHERE ', condition(query.having, 'h', trusted)]),
    orderOf(query, context),
    fragment(' LIMIT ?', query.limit),
  ])
}

/** What is grouped by (`g0` …) and measured (`m0` …) of each record, as the actor may see it. */
function valuesOf(query: AggregateQuery, context: ReadContext): Fragment {
  const { entity, scope } = context
  const groups = query.groups.map((path, i) => pathValue(path, `g${i}_`, scope))
  const measured = query.measures.map(({ of }, i) => of && pathValue(of, `m${i}_`, scope))
  const values = [
    ...groups.map(({ value }, i) => join([value, ` AS "g${i}"`])),
    ...measured.map((one, i) => join([one?.value ?? fragment('1'), ` AS "m${i}"`])),
  ]
  const joins = [...groups, ...measured].flatMap((one) => one?.joins ?? [])
  const where = allOf([
    visible(entity, 't', scope),
    condition(query.filter, 't', scope),
    query.search === null ? null : searchCondition(query.search, context),
  ])
  return join([
    join(['SELECT ', join(values, ', '), ` FROM ${scope.dialect.quote(entity.table)} t`]),
    join([...joins, ' WHERE ', where]),
  ])
}

function measureSql({ do: does }: Measure, index: number, dialect: Dialect): string {
  const value = `"m${index}"`
  switch (does) {
    case 'count':
      return `COUNT(${value})`
    case 'count_distinct':
      return `COUNT(DISTINCT ${value})`
    case 'sum':
      return dialect.sumKey(value)
    case 'avg':
      return dialect.averageKey(value, averageDigits)
    default:
      return `${does.toUpperCase()}(${value})`
  }
}

function orderOf(query: AggregateQuery, { scope }: ReadContext): string {
  if (query.groups.length === 0) return ''
  const terms = query.sort.map(({ kind, index, descending }) =>
    scope.dialect.orderBy(kind === 'group' ? `"g${index}"` : `"a${index}"`, descending)
  )
  // Groups that are level stay in one order from request to request.
  const rest = query.groups.map((_, i) => scope.dialect.orderBy(`"g${i}"`, false))
  return ` ORDER BY ${[...new Set([...terms, ...rest])].join(', ')}`
}

type Titles = ReadonlyMap<number, ReadonlyMap<string, string | null>>

async function groupTitles(
  { groups }: AggregateQuery,
  context: ReadContext,
  rows: readonly Row[]
): Promise<Titles> {
  const titles = new Map<number, ReadonlyMap<string, string | null>>()
  for (const [i, path] of groups.entries()) {
    const { target } = lastField(path)
    if (target === null) continue
    const ids = rows.map((row) => row[`g${i}`]).filter((id) => id !== null)
    titles.set(i, await titlesOf(context, target, ids as string[]))
  }
  return titles
}

function present(
  row: Row,
  query: AggregateQuery,
  { scope }: ReadContext,
  titles: Titles
): Record<string, unknown> {
  const group: Record<string, unknown> = {}
  for (const [i, path] of query.groups.entries()) {
    const field = lastField(path)
    const value = field.type.fromColumn(row[`g${i}`] ?? null, scope.dialect.name, field)
    const isLink = field.target !== null && value !== null
    group[path.text] = isLink
      ? { id: value, title: titles.get(i)?.get(String(value)) ?? null }
      : value
  }
  for (const [i, measure] of query.measures.entries()) {
    const field = measureField(measure, i, scope.dialect)
    group[measure.as] = field.type.fromColumn(row[`a${i}`] ?? null, scope.dialect.name, field)
  }
  return group
}

function lastField(path: FieldPath) {
  return fieldOfStep(path.steps.at(-1)!)
}
