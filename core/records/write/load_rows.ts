import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import { inParts, placeholders } from '#core/storage/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import { rowCodec } from '../storage/row_codec.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { withLinks } from './link_lists.ts'

/** Bound parameters one statement may have on either database, with room to spare. */
export const boundParameters = 10_000

/**
 * Rows by id, deleted ones included, in the order of their ids. With `lock` each is held until the
 * end of the transaction, taken in that same order by everybody (architecture.md law 6).
 */
export async function loadRows(
  t: Transaction,
  entity: CompiledEntity,
  ids: readonly string[],
  lock: boolean
): Promise<StoredRecord[]> {
  const codec = rowCodec(entity, t.dialect)
  const suffix = lock ? t.dialect.forUpdate : ''
  const found: StoredRecord[] = []
  for (const part of inParts([...new Set(ids)].sort(), boundParameters)) {
    const rows = await t.all(
      `SELECT ${codec.columns.join(', ')} FROM ${t.dialect.quote(entity.table)} ` +
        `WHERE "id" IN (${placeholders(part.length)}) ORDER BY "id"${suffix}`,
      part
    )
    found.push(...rows.map(codec.values))
  }
  return found
}

/** Rows of one sub-table by the id of their parent, in order, with their own sub-tables in them. */
export async function loadChildren(
  t: Transaction,
  field: CompiledField,
  entityOf: (key: string) => CompiledEntity,
  parents: readonly string[]
): Promise<Map<string, Values[]>> {
  const child = entityOf(field.childEntity!)
  const codec = rowCodec(child, t.dialect)
  const found: Values[] = []
  for (const part of inParts(parents, boundParameters)) {
    const rows = await t.all(
      `SELECT ${codec.columns.join(', ')} FROM ${t.dialect.quote(child.table)} ` +
        `WHERE "parent_id" IN (${placeholders(part.length)}) ORDER BY "row_no", "id"`,
      part
    )
    // A row has no revision of its own.
    for (const { rev: _, ...row } of rows.map(codec.values)) found.push(row)
  }
  const byParent = new Map<string, Values[]>(parents.map((id) => [id, []]))
  for (const row of await withChildren(t, child, entityOf, found)) {
    byParent.get(String(row.parent_id))?.push(row)
  }
  return byParent
}

/** Records as the write path holds them: stored values, links, and child rows under the children fields. */
export async function withChildren<T extends Values>(
  t: Transaction,
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  plain: readonly T[]
): Promise<T[]> {
  const records = await withLinks(t, entity, plain)
  if (entity.children.length === 0 || records.length === 0) return records
  const ids = records.map((record) => String(record.id))
  const rows = new Map<string, Map<string, Values[]>>()
  for (const field of entity.children) {
    rows.set(field.key, await loadChildren(t, field, entityOf, ids))
  }
  return records.map((record) => {
    const own = [...rows].map(([key, byParent]) => [key, byParent.get(String(record.id)) ?? []])
    return { ...record, ...Object.fromEntries(own) } as T
  })
}
