import type { DialectName } from '#engine/values.ts'

/** One row as the driver returned it. */
export type Row = Record<string, unknown>

/** A constraint the database refused a row for. */
export interface ConstraintViolation {
  kind: 'unique' | 'foreign'
  /** Name of index or constraint, where the driver tells it. */
  constraint: string | null
  table: string | null
  /** Physical columns, where the driver tells them. */
  columns: readonly string[]
}

export interface ColumnInfo {
  name: string
  type: string
}

/**
 * All that differs between the databases, in one place. SQL outside `dialects/` is written so that
 * both run it: `?` placeholders, double-quoted identifiers, no function only one of them has.
 */
export interface Dialect {
  readonly name: DialectName
  /** Double-quotes an identifier; refuses one that holds a quote or control character. */
  quote(identifier: string): string
  /** ORDER BY term with blanks last in both directions. */
  orderBy(expression: string, descending: boolean): string
  /** `contains` / `startsWith`, case-sensitive, by code point; takes one bound parameter. */
  containsText(expression: string): string
  startsWithText(expression: string): string
  /** Whether the expression is one of a list; takes one bound parameter, made by `listBinding`. */
  inList(expression: string): string
  listBinding(values: readonly unknown[]): unknown
  /**
   * A part of a JSON object in a column, text, or an integer of units where a scale is given. The
   * names are those of field types, never of a request.
   */
  jsonMember(expression: string, path: readonly string[], scale: number | null): string
  /** What people read of sanitised HTML, as `htmlText` of the engine has it. */
  htmlText(expression: string): string
  /** FROM item: the texts of a JSON list, one a row, in column `value` of the alias. */
  listItems(expression: string, alias: string): string
  /** SUM that cannot lose digits, read as text. */
  sumAsText(expression: string): string
  /**
   * The sum of integers, and their average in units of the given digit after the point, rounded half
   * up (away from zero). Neither loses digits or overflows; the values order and compare as the
   * numbers do, against what `numberKey` binds, and `numberOfKey` reads them.
   */
  sumKey(expression: string): string
  averageKey(expression: string, digits: number): string
  numberKey(value: bigint): unknown
  numberOfKey(stored: unknown): bigint
  /** Column types of the engine's own columns. */
  readonly types: {
    readonly id: string
    readonly text: string
    readonly integer: string
    readonly boolean: string
    readonly timestamp: string
    readonly date: string
  }
  /** Whether the same command run again may succeed (serialisation failure, deadlock, busy). */
  isRetryable(error: unknown): boolean
  constraintViolation(error: unknown): ConstraintViolation | null
  /** SQL listing the columns of a table as rows {name, type}; takes the table as bound parameter. */
  readonly columnsOf: string
  /** SQL listing the indexes of a table as rows {name}; takes the table as bound parameter. */
  readonly indexesOf: string
  /** SQL listing the views there are as rows {name, text}, where the text names what they read. */
  readonly views: string
  /** Runs first in every transaction: takes the write lock where the database has only one. */
  readonly openTransaction: string | null
  /**
   * About how many rows a table has, by what the database knows without reading it: SQL giving one
   * row {n}, n null where it knows nothing. Takes a quoted table.
   */
  rowsOfTable(table: string): string
  /** About how many rows a SELECT gives, the same way; null where the database cannot tell. */
  readonly rowsOfSelect: { explain(sql: string): string; read(rows: readonly Row[]): number } | null
  /** Suffix of a SELECT that locks the rows it reads; '' where the transaction holds the only write lock. */
  readonly forUpdate: string
  /** The same, passing over rows that another transaction has locked. */
  readonly skipLocked: string
  /**
   * How long one transaction of a background job should take, in milliseconds. SQLite's driver works
   * in the thread of the event loop, which nothing may hold for 50 ms.
   */
  readonly batchMillis: number
  /**
   * Ends what is sent by `Database.beside` on tables that somebody is about to lock, and would have to
   * wait for; takes the list of their names. Null where a statement cannot be ended.
   */
  readonly stopBeside: string | null
  /**
   * How to tell that every transaction open at an earlier moment has ended: `mark` gives a number
   * above those of all that were open then (column `id`, as text), `oldest` the lowest that is open
   * now. Null where writers come one after the other.
   */
  readonly openWriters: { readonly mark: string; readonly oldest: string } | null
}
