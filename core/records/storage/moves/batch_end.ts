import type { Transaction } from '#core/storage/index.ts'

/** The id that ends the next `size` rows of a table behind an id; null when fewer are left. */
export async function batchEnd(
  t: Transaction,
  table: string,
  { after, size }: { after: string | null; size: number }
): Promise<string | null> {
  const [end] = await t.all<{ id: string }>(
    `SELECT "id" FROM ${t.dialect.quote(table)} ` +
      `${after === null ? '' : 'WHERE "id" > ? '}ORDER BY "id" LIMIT 1 OFFSET ${Math.trunc(size) - 1}`,
    after === null ? [] : [after]
  )
  return end?.id ?? null
}
