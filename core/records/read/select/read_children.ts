import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { ReadContext } from '../read_context.ts'
import { fieldNarrowing } from '../sql/condition.ts'
import { fragment, join } from '../sql/fragment.ts'
import { readLinks } from './read_links.ts'
import type { ChildSelection, RecordJson, Selection } from './selection.ts'

/**
 * Fills what records that were just presented have in other tables, to-many relations and
 * sub-tables: one statement for each, whatever the number of records.
 */
export async function readChildren(
  context: ReadContext,
  parent: CompiledEntity,
  selection: Selection,
  records: readonly { id: unknown; [key: string]: unknown }[]
): Promise<void> {
  if (records.length === 0) return
  await readLinks(context, parent, selection, records)
  for (const child of selection.children) {
    const rows = await childRows(context, parent, child, records)
    await readChildren(context, child.entity, child.selection, rows)
  }
}

async function childRows(
  context: ReadContext,
  parent: CompiledEntity,
  { field, entity, selection }: ChildSelection,
  records: readonly { id: unknown; [key: string]: unknown }[]
): Promise<RecordJson[]> {
  const { dialect } = context.scope
  const ids = fragment(dialect.inList('t."parent_id"'), dialect.listBinding(idsOf(records)))
  const narrowed = fieldNarrowing(parent, field.key, 'p', context.scope)
  const only = narrowed
    ? join([
        ` AND t."parent_id" IN (SELECT p."id" FROM ${dialect.quote(parent.table)} p WHERE `,
        narrowed,
        ')',
      ])
    : ''
  const rows = await context.all(
    join([
      join(['SELECT ', selection.columns, ', t."parent_id" AS "parent"']),
      join([` FROM ${dialect.quote(entity.table)} t`, selection.joins, ' WHERE ', ids, only]),
      ' ORDER BY t."parent_id", t."row_no", t."id"',
    ])
  )
  const byParent = new Map(records.map((record) => [record.id, record[field.key] as unknown[]]))
  return rows.map((row) => {
    const presented = selection.present(row)
    byParent.get(row.parent)?.push(presented)
    return presented
  })
}

function idsOf(records: readonly { id: unknown }[]): unknown[] {
  return records.map((record) => record.id)
}
