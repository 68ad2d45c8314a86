import { heldAccess } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { ReadContext } from '../read_context.ts'
import { fieldNarrowing, visible } from '../sql/condition.ts'
import { allOf, fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'
import type { LinkSelection, Selection } from './selection.ts'

type Presented = { id: unknown; [key: string]: unknown }

/**
 * Fills the to-many relations of records that were just presented: one statement for each relation,
 * whatever the number of records. A record the actor may not see is told by its id alone, as a
 * to-one relation tells it.
 */
export async function readLinks(
  context: ReadContext,
  entity: CompiledEntity,
  selection: Selection,
  records: readonly Presented[]
): Promise<void> {
  if (records.length === 0) return
  for (const link of selection.links) {
    const lists = new Map(records.map((record) => [record.id, record[link.field.key] as unknown[]]))
    for (const row of await context.all(linkStatement(context, entity, link, records))) {
      const presented = link.selection?.present(row) ?? { id: row.target, title: null }
      lists.get(row.owner)?.push(presented)
    }
  }
}

function linkStatement(
  { scope, access }: ReadContext,
  entity: CompiledEntity,
  { field, target, selection }: LinkSelection,
  records: readonly Presented[]
): Fragment {
  const { dialect } = scope
  const ids = records.map(({ id }) => id)
  const owned = fragment(dialect.inList('l."owner"'), dialect.listBinding(ids))
  const columns = selection && selection.columns.sql !== '' ? join([', ', selection.columns]) : ''
  const joined: (Fragment | string)[] = []
  if (target && selection) {
    const seen = visible(target, 't', { ...scope, access: heldAccess(access, target) })
    joined.push(` LEFT JOIN ${dialect.quote(target.table)} t ON t."id" = l."target"`)
    if (seen) joined.push(' AND ', seen)
    joined.push(selection.joins)
  }
  const narrowed = fieldNarrowing(entity, field.key, 'p', scope)
  const only = narrowed
    ? join([
        `l."owner" IN (SELECT p."id" FROM ${dialect.quote(entity.table)} p WHERE `,
        narrowed,
        ')',
      ])
    : null
  return join([
    join(['SELECT l."owner" AS "owner", l."target" AS "target"', columns]),
    join([` FROM ${dialect.quote(field.linkTable!)} l`, ...joined, ' WHERE ']),
    allOf([owned, only]),
    ' ORDER BY l."owner", l."row_no"',
  ])
}
