import type { Transaction } from '#core/storage/index.ts'
import { tableDialects } from './catalogue.ts'

/**
 * Keeps others from writing to tables until the transaction ends: those who have begun come to their
 * end first, and are seen by it. Readers go on. Nothing to do where there is one writer.
 *
 * @param tables unquoted
 */
export async function keepWritersOut(t: Transaction, tables: Iterable<string>): Promise<void> {
  const { lockAgainstWrites } = tableDialects[t.dialect.name]
  const sorted = [...new Set(tables)].sort()
  await stopBuilding(t, sorted)
  await t.runEach(sorted.flatMap((table) => lockAgainstWrites(t.dialect.quote(table)) ?? []))
}

/**
 * Ends what is being built behind a release on tables that are about to be locked: it may take
 * minutes, and whoever waits for a lock makes all others wait behind him. The job begins anew.
 *
 * @param tables unquoted
 */
export async function stopBuilding(t: Transaction, tables: readonly string[]): Promise<void> {
  const { stopBeside, listBinding } = t.dialect
  if (stopBeside !== null && tables.length > 0) await t.all(stopBeside, [listBinding(tables)])
}
