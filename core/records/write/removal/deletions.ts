/** `record_deletions`: which records in the recycle bin were removed together. */
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Transaction } from '#core/storage/index.ts'
import { insertRows } from '../../storage/insert_rows.ts'

export interface Root {
  readonly entity: CompiledEntity
  readonly id: string
}

export async function noteDeletions(
  t: Transaction,
  root: Root,
  removed: readonly { entity: CompiledEntity; records: readonly { id: string }[] }[]
): Promise<void> {
  const rows = removed.flatMap(({ entity, records }) =>
    records.map(({ id }) => [entity.uid, id, root.entity.uid, root.id])
  )
  const columns = ['entity_uid', 'record_id', 'root_uid', 'root_id']
  await insertRows(t, 'record_deletions', columns, rows)
}

/** Ids of the records that went with the root, itself among them, by entity uid. */
export async function deletedWith(t: Transaction, root: Root): Promise<Map<string, string[]>> {
  const rows = await t.all<{ uid: string; id: string }>(
    'SELECT entity_uid AS uid, record_id AS id FROM record_deletions WHERE root_uid = ? AND root_id = ?',
    [root.entity.uid, root.id]
  )
  const found = new Map<string, string[]>([[root.entity.uid, [root.id]]])
  for (const { uid, id } of rows) {
    const ids = found.get(uid)
    if (!ids) found.set(uid, [id])
    else if (!ids.includes(id)) ids.push(id)
  }
  return found
}

/** They are back: nothing is noted of them any more. */
export async function forgetDeletions(
  t: Transaction,
  restored: readonly { entity: CompiledEntity; records: readonly { id: string }[] }[]
): Promise<void> {
  for (const { entity, records } of restored) {
    await t.run(
      `DELETE FROM record_deletions WHERE entity_uid = ? AND ${t.dialect.inList('record_id')}`,
      [entity.uid, t.dialect.listBinding(records.map(({ id }) => id))]
    )
  }
}
