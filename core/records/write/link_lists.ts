/** Rows of link tables: what to-many relations point to, read and written for many records at once. */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'
import type { Transaction } from '#core/storage/index.ts'
import { sameValue } from '../history/same_value.ts'
import { insertRows } from '../storage/insert_rows.ts'

/** Ids that a to-many relation holds, in order; [] when it is blank. */
export function linkedIds(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** What one to-many relation of records points to, by the id of the record. One statement. */
export async function loadLinks(
  t: Transaction,
  field: CompiledField,
  owners: readonly string[]
): Promise<Map<string, readonly string[]>> {
  const { dialect } = t
  const rows = await t.all<{ owner: string; target: string }>(
    `SELECT "owner", "target" FROM ${dialect.quote(field.linkTable!)} ` +
      `WHERE ${dialect.inList('"owner"')} ORDER BY "owner", "row_no"`,
    [dialect.listBinding([...new Set(owners)])]
  )
  const links = new Map<string, string[]>()
  for (const { owner, target } of rows) {
    const known = links.get(owner)
    if (known) known.push(target)
    else links.set(owner, [target])
  }
  return links
}

/** Records with their to-many relations: lists of ids, null where there are none. */
export async function withLinks<T extends Values>(
  t: Transaction,
  entity: CompiledEntity,
  records: readonly T[]
): Promise<T[]> {
  if (entity.links.length === 0 || records.length === 0) return [...records]
  const ids = records.map((record) => String(record.id))
  const lists: [string, Map<string, readonly string[]>][] = []
  for (const field of entity.links) lists.push([field.key, await loadLinks(t, field, ids)])
  return records.map((record) => {
    const own = lists.map(([key, links]) => [key, links.get(String(record.id)) ?? null])
    return { ...record, ...Object.fromEntries(own) } as T
  })
}

/**
 * Brings the link tables of records from one state to the other. A list that changed is written
 * anew, so that its order is that of the value; three statements a field at most.
 */
export async function writeLinks(
  t: Transaction,
  entity: CompiledEntity,
  records: readonly { before: Values | null; after: Values }[]
): Promise<void> {
  for (const { key, linkTable } of entity.links) {
    const changed = records.filter(({ before, after }) => !sameValue(before?.[key], after[key]))
    const emptied = changed.filter(({ before }) => linkedIds(before?.[key]).length > 0)
    await removeLinks(
      t,
      linkTable!,
      emptied.map(({ after }) => after.id)
    )
    const rows = changed.flatMap(({ after }) =>
      linkedIds(after[key]).map((target, index) => [after.id, target, index + 1])
    )
    await insertRows(t, linkTable!, ['owner', 'target', 'row_no'], rows)
  }
}

/** Takes away every link of rows that go for good. */
export async function removeAllLinks(
  t: Transaction,
  entity: CompiledEntity,
  owners: readonly Value[]
): Promise<void> {
  for (const { linkTable } of entity.links) await removeLinks(t, linkTable!, owners)
}

async function removeLinks(
  t: Transaction,
  table: string,
  owners: readonly (Value | undefined)[]
): Promise<void> {
  if (owners.length === 0) return
  const { dialect } = t
  await t.run(`DELETE FROM ${dialect.quote(table)} WHERE ${dialect.inList('"owner"')}`, [
    dialect.listBinding(owners),
  ])
}
