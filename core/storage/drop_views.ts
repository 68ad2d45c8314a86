import type { Transaction } from './transaction.ts'

/**
 * Drops the views that read a column, as a database asks before the column may go. Physical names hold
 * the uid of their field, so a view that does not read it never names it.
 */
export async function dropViewsReading(t: Transaction, column: string): Promise<void> {
  for (const { name, text } of await t.all<{ name: string; text: string }>(t.dialect.views)) {
    if (text.includes(column)) await t.run(`DROP VIEW ${t.dialect.quote(name)}`)
  }
}
