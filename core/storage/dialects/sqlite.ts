import type { ConstraintViolation, Dialect } from '../dialect.ts'
import { numberKey, numberOfKey, partialSums } from './number_key.ts'
import { quoteIdentifier } from './quote.ts'

/** SQLite through better-sqlite3 (the embedded default). */
export const sqlite: Dialect = {
  name: 'sqlite',
  quote: quoteIdentifier,
  // Unlike `x IS NULL, x` this lets an index on x serve the order.
  orderBy: (expression, descending) => `${expression}${descending ? ' DESC' : ''} NULLS LAST`,
  containsText: (expression) => `instr(${expression}, ?) > 0`,
  startsWithText: (expression) => `instr(${expression}, ?) = 1`,
  inList: (expression) => `${expression} IN (SELECT value FROM json_each(?))`,
  listBinding: (values) => JSON.stringify(values),
  jsonMember(expression, path, scale) {
    const value = `json_extract(${expression}, '$.${path.join('.')}')`
    // At most 15 digits: exact in a double before it is rounded to the integer it is.
    return scale === null
      ? value
      : `CAST(ROUND(CAST(${value} AS REAL) * ${10 ** scale}) AS INTEGER)`
  },
  // A function of the connection (config.ts).
  htmlText: (expression) => `html_text(${expression})`,
  listItems: (expression, alias) => `json_each(${expression}) ${alias}`,
  sumAsText: (expression) => `CAST(SUM(${expression}) AS TEXT)`,
  // SUM of integers raises an error where it overflows, so each is summed in two parts; the
  // functions are those of the connection (config.ts).
  sumKey: (expression) => `sum_key(${partialSums(expression)})`,
  averageKey: (expression, digits) =>
    `average_key(${partialSums(expression)}, COUNT(${expression}), ${10 ** digits})`,
  numberKey,
  numberOfKey: (stored) => numberOfKey(String(stored)),
  types: {
    id: 'TEXT',
    text: 'TEXT',
    integer: 'INTEGER',
    boolean: 'INTEGER',
    timestamp: 'TEXT',
    date: 'TEXT',
  },
  isRetryable: (error) => codeOf(error).startsWith('SQLITE_BUSY'),
  constraintViolation,
  views: "SELECT name, sql AS text FROM sqlite_master WHERE type = 'view'",
  columnsOf: 'SELECT name, type FROM pragma_table_info(?)',
  indexesOf: `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?`,
  // Rows come in the order of their numbers, and those of records are never deleted.
  rowsOfTable: (table) =>
    `SELECT (SELECT MAX(rowid) FROM ${table}) - (SELECT MIN(rowid) FROM ${table}) + 1 AS n`,
  rowsOfSelect: null,
  openTransaction: 'DELETE FROM tx_gate WHERE 0',
  forUpdate: '',
  skipLocked: '',
  batchMillis: 25,
  stopBeside: null,
  openWriters: null,
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** better-sqlite3 says "UNIQUE constraint failed: t.a, t.b" or "… index 'name'". */
function constraintViolation(error: unknown): ConstraintViolation | null {
  const code = codeOf(error)
  if (!code.startsWith('SQLITE_CONSTRAINT')) return null
  const text = String((error as Error).message)
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return { kind: 'foreign', constraint: null, table: null, columns: [] }
  }
  const index = /index '([^']+)'/.exec(text)
  if (index) return { kind: 'unique', constraint: index[1] ?? null, table: null, columns: [] }
  const list = /UNIQUE constraint failed: (.+)$/.exec(text)
  if (!list) return null
  const pairs = (list[1] ?? '').split(', ').map((pair) => pair.split('.'))
  return {
    kind: 'unique',
    constraint: null,
    table: pairs[0]?.[0] ?? null,
    columns: pairs.map((pair) => pair[1] ?? ''),
  }
}
