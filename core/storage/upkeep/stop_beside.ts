import type { Transaction } from '../transaction.ts'

/**
 * Ends what `Database.beside` is at on tables that are about to be locked: it may take minutes, and
 * whoever waits for a lock makes all others wait behind him. Whose it is begins anew.
 *
 * @param tables unquoted
 */
export async function stopBeside(t: Transaction, tables: readonly string[]): Promise<void> {
  const { stopBeside: sql, listBinding } = t.dialect
  if (sql !== null && tables.length > 0) await t.all(sql, [listBinding(tables)])
}
