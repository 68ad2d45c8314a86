import type { ConstraintViolation, Dialect } from '../dialect.ts'
import { quoteIdentifier } from './quote.ts'

/** How connections call themselves that change tables beside everybody's work (`upkeep/`). */
export const besideName = 'guiju beside'

/** PostgreSQL 14 or newer through `pg`. */
export const postgres: Dialect = {
  name: 'postgres',
  quote: quoteIdentifier,
  orderBy: (expression, descending) => `${expression}${descending ? ' DESC' : ''} NULLS LAST`,
  containsText: (expression) => `strpos(${expression}, ?) > 0`,
  startsWithText: (expression) => `starts_with(${expression}, ?)`,
  inList: (expression) => `${expression} = ANY(?)`,
  listBinding: (values) => values,
  jsonMember(expression, path, scale) {
    const text = `(${expression} #>> '{${path.join(',')}}')`
    if (scale === null) return `(${text} COLLATE "C")`
    return `CAST(ROUND(CAST(${text} AS numeric) * ${10 ** scale}) AS bigint)`
  },
  htmlText(expression) {
    const broken = `regexp_replace(${expression}, '</(p|li|h[1-6]|blockquote|pre)>|<br ?/?>', E'\\n', 'g')`
    const bare = `regexp_replace(${broken}, '<[^>]*>', '', 'g')`
    return [
      ['&lt;', '<'],
      ['&gt;', '>'],
      ['&quot;', '"'],
      ['&amp;', '&'],
    ].reduce((text, [entity, sign]) => `replace(${text}, '${entity}', '${sign}')`, bare)
  },
  listItems: (expression, alias) => `jsonb_array_elements_text(${expression}) ${alias}("value")`,
  sumAsText: (expression) => `SUM(${expression})::text`,
  sumKey: (expression) => `SUM(${expression})`,
  averageKey(expression, digits) {
    // Division of numerics is cut to so many digits; DIV of whole numbers is exact.
    const [sum, count] = [`SUM(${expression})`, `COUNT(${expression})`]
    return `SIGN(${sum}) * DIV(ABS(${sum}) * ${2 * 10 ** digits} + ${count}, 2 * ${count})`
  },
  numberKey: (value) => value.toString(),
  numberOfKey: (stored) => BigInt(String(stored)),
  types: {
    id: 'uuid',
    text: 'text COLLATE "C"',
    integer: 'bigint',
    boolean: 'boolean',
    timestamp: 'timestamptz(3)',
    date: 'date',
  },
  // serialization_failure, deadlock_detected, lock_not_available
  isRetryable: (error) =>
    ['40001', '40P01', '55P03'].includes((error as { code?: string } | null)?.code ?? ''),
  constraintViolation,
  views: `SELECT viewname::text AS name, definition AS text FROM pg_views
    WHERE schemaname = current_schema()`,
  columnsOf: `SELECT column_name AS name, data_type AS type FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ?`,
  indexesOf: `SELECT indexname AS name FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ?`,
  // -1 as long as nobody has looked at the table.
  rowsOfTable: (table) =>
    `SELECT NULLIF(reltuples, -1) AS n FROM pg_class WHERE oid = '${table}'::regclass`,
  rowsOfSelect: {
    explain: (sql) => `EXPLAIN (FORMAT JSON) ${sql}`,
    read: ([row]) =>
      (row?.['QUERY PLAN'] as [{ Plan: { 'Plan Rows': number } }])[0].Plan['Plan Rows'],
  },
  openTransaction: null,
  forUpdate: ' FOR UPDATE',
  skipLocked: ' FOR UPDATE SKIP LOCKED',
  batchMillis: 150,
  // Of all who hold or want a lock on the table, only ours that wait for nothing but time.
  stopBeside: `SELECT pg_cancel_backend(l.pid) FROM pg_locks l
    JOIN pg_stat_activity a ON a.pid = l.pid AND a.application_name = '${besideName}'
    JOIN pg_class r ON r.oid = l.relation AND r.relnamespace = current_schema()::regnamespace
    WHERE l.locktype = 'relation' AND a.datname = current_database() AND r.relname = ANY(?)`,
  openWriters: {
    mark: 'SELECT pg_current_xact_id()::text AS id',
    oldest: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS id',
  },
}

function constraintViolation(error: unknown): ConstraintViolation | null {
  const { code, constraint, table } = (error ?? {}) as Record<string, string | undefined>
  if (code !== '23505' && code !== '23503') return null
  return {
    kind: code === '23505' ? 'unique' : 'foreign',
    constraint: constraint ?? null,
    table: table ?? null,
    columns: [],
  }
}
