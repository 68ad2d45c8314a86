import { inParts } from '#core/storage/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import { quoteIdentifier } from '#core/storage/dialects/quote.ts'

/** Bound parameters of one INSERT: below the limit of both databases, and short enough to parse fast. */
const parameters = 8_000

/** Inserts rows of bound parameters, many to a statement. */
export async function insertRows(
  t: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[]
): Promise<void> {
  for (const { sql, bindings } of insertStatements(table, columns, rows)) await t.run(sql, bindings)
}

/** The statements that insert rows of bound parameters. */
export function insertStatements(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[]
): { sql: string; bindings: unknown[] }[] {
  const names = columns.map(quoteIdentifier).join(', ')
  const group = `(${columns.map(() => '?').join(', ')})`
  const size = Math.max(1, Math.floor(parameters / columns.length))
  return inParts(rows, size).map((part) => ({
    sql: `INSERT INTO ${quoteIdentifier(table)} (${names}) VALUES ${part.map(() => group).join(', ')}`,
    bindings: part.flat(),
  }))
}
