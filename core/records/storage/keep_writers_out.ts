import { stopBeside } from '#core/storage/index.ts'
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
  await stopBeside(t, sorted)
  await t.runEach(sorted.flatMap((table) => lockAgainstWrites(t.dialect.quote(table)) ?? []))
}
