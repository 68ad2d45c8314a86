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
  const names = columns.map(quoteIdentifier).join(', ')
  const group = `(${columns.map(() => '?').join(', ')})`
  const size = Math.max(1, Math.floor(parameters / columns.length))
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size)
    const groups = part.map(() => group).join(', ')
    await t.run(`INSERT INTO ${quoteIdentifier(table)} (${names}) VALUES ${groups}`, part.flat())
  }
}
