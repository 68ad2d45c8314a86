import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { WriteContext } from '../../write/write_context.ts'
import type { PendingRecords } from '../change/pending_records.ts'

/** Notes records as a whole: every formula, and every rollup of theirs and of their rows. */
export async function noteWholeRecords(
  context: WriteContext,
  entity: CompiledEntity,
  ids: readonly string[],
  pending: PendingRecords
): Promise<void> {
  const rows = ids.map((id) => ({ of: entity.key, id }))
  pending.noteWhole(entity.key, [...rows, ...(await rowsBelow(context, entity, ids))])
  await pending.resolveRoots(context.t)
}

async function rowsBelow(
  context: WriteContext,
  entity: CompiledEntity,
  ids: readonly string[]
): Promise<{ of: string; id: string }[]> {
  const { t, entityOf } = context
  const found: { of: string; id: string }[] = []
  for (const field of ids.length > 0 ? entity.children : []) {
    const child = entityOf(field.childEntity!)
    const rows = await t.all<{ id: string }>(
      `SELECT "id" AS id FROM ${t.dialect.quote(child.table)}
       WHERE ${t.dialect.inList('"parent_id"')}`,
      [t.dialect.listBinding(ids)]
    )
    const own = rows.map(({ id }) => id)
    found.push(...own.map((id) => ({ of: child.key, id })))
    found.push(...(await rowsBelow(context, child, own)))
  }
  return found
}
