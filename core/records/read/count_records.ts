import type { ListQuery } from './query/list_query.ts'
import type { ReadContext } from './read_context.ts'
import { scansOf } from './query/refuse_costly.ts'
import { join } from './sql/fragment.ts'
import type { Fragment } from './sql/fragment.ts'

export interface Count {
  count: number
  /** `estimate`: about so many, by the database's statistics; only where one was asked for. */
  countIs: 'exact' | 'at_least' | 'estimate'
}

/** Counting stops here: beyond it a database reads for long what nobody looks through. */
const mostCounted = 10_000

/**
 * How many records a list has, as far as it was asked for. An estimate counts as far as an exact count
 * does, and goes on by statistics where they are of nothing but what the actor may read.
 */
export async function countRecords(
  context: ReadContext,
  query: ListQuery,
  where: Fragment
): Promise<Partial<Count>> {
  if (query.count === 'none') return {}
  const some = select(context, where)
  const first = ` LIMIT ${mostCounted + 1}`
  const counted = join(['SELECT COUNT(*) AS "n" FROM (', some, first, ') c'])
  const scans = scansOf(context, query)
  const [row] = await context.long(counted, { scans, place: '/count' })
  const found = Number(row?.n ?? 0)
  if (found <= mostCounted) return { count: found, countIs: 'exact' }
  const about = query.count === 'estimate' ? await estimate(context, query, some) : null
  if (about === null || about <= mostCounted) return { count: mostCounted, countIs: 'at_least' }
  return { count: twoDigits(about), countIs: 'estimate' }
}

/**
 * Statistics are of all rows, whoever asks: what they say of a condition tells somebody who reads
 * some rows of the others. So they answer whoever reads every row, and of conditions on fields
 * whoever may everything.
 */
async function estimate(
  context: ReadContext,
  query: ListQuery,
  some: Fragment
): Promise<number | null> {
  const { access, entity, scope } = context
  const { rowsOfSelect, rowsOfTable, quote } = scope.dialect
  if (query.deleted || query.search !== null || access.scope(entity, 'read').op !== 'true')
    return null
  if (rowsOfSelect && access.everything) {
    return rowsOfSelect.read(await context.all({ ...some, sql: rowsOfSelect.explain(some.sql) }))
  }
  if (query.filter.op !== 'true') return null
  const [row] = await context.all({ sql: rowsOfTable(quote(entity.table)), bindings: [] })
  return row?.n === null || row?.n === undefined ? null : Number(row.n)
}

function select({ entity, scope }: ReadContext, where: Fragment): Fragment {
  return join([`SELECT 1 AS "one" FROM ${scope.dialect.quote(entity.table)} t WHERE `, where])
}

function twoDigits(count: number): number {
  return Number(count.toPrecision(2))
}
