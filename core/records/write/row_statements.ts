import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import type { Transaction } from '#core/storage/index.ts'
import { rowsOf } from '../history/changes.ts'
import { insertRows } from '../storage/insert_rows.ts'
import { rowCodec } from '../storage/row_codec.ts'
import { removeAllLinks, writeLinks } from './link_lists.ts'
import { inParts, placeholders } from '#core/storage/index.ts'
import { boundParameters } from './load_rows.ts'
import { updateMany } from './update_many.ts'
import type { WriteContext } from './write_context.ts'

/** Inserts rows of one entity's table, children left out. */
export async function insertRecords(
  t: Transaction,
  entity: CompiledEntity,
  records: readonly Values[]
): Promise<void> {
  const codec = rowCodec(entity, t.dialect)
  const physical = codec.filled.map((column) => column.slice(1, -1))
  const rows = records.map(codec.parameters)
  await insertRows(t, entity.table, physical, rows)
}

/**
 * Brings what records keep outside their own table from one state to the other: links of to-many
 * relations, and rows of sub-tables, removed, changed and new.
 */
export async function writeRows(
  context: Pick<WriteContext, 't' | 'entityOf'>,
  entity: CompiledEntity,
  records: readonly { before: Values | null; after: Values }[]
): Promise<void> {
  await writeLinks(context.t, entity, records)
  for (const field of entity.children) await writeField(context, field, records)
}

interface RowPair {
  before: Values | null
  after: Values
}

async function writeField(
  context: Pick<WriteContext, 't' | 'entityOf'>,
  field: CompiledField,
  records: readonly { before: Values | null; after: Values }[]
): Promise<void> {
  const { t, entityOf } = context
  const child = entityOf(field.childEntity!)
  const removed: Values[] = []
  const kept: RowPair[] = []
  for (const { before, after } of records) {
    const earlier = new Map(rowsOf(before, field).map((row) => [row.id, row]))
    for (const row of rowsOf(after, field)) {
      const pair = { before: earlier.get(row.id ?? null) ?? null, after: row }
      kept.push({ ...pair, after: { ...row, parent_id: after.id ?? null } })
      earlier.delete(row.id ?? null)
    }
    removed.push(...earlier.values())
  }
  await removeRows(t, child, entityOf, removed)
  await updateMany(
    t,
    child,
    kept.flatMap(({ before, after }) => (before ? [{ before, after }] : []))
  )
  await insertRecords(
    t,
    child,
    kept.filter((pair) => pair.before === null).map((p) => p.after)
  )
  await writeRows(context, child, kept)
}

/** Rows of sub-tables go for good: history keeps what they were. Their own rows go first. */
async function removeRows(
  t: Transaction,
  child: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  rows: readonly Values[]
): Promise<void> {
  for (const field of child.children) {
    const inner = rows.flatMap((row) => rowsOf(row, field))
    await removeRows(t, entityOf(field.childEntity!), entityOf, inner)
  }
  await removeAllLinks(
    t,
    child,
    rows.map((row) => row.id ?? null)
  )
  for (const part of inParts(rows, boundParameters)) {
    await t.run(
      `DELETE FROM ${t.dialect.quote(child.table)} WHERE "id" IN (${placeholders(part.length)})`,
      part.map((row) => row.id)
    )
  }
}
