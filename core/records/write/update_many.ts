import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import type { Transaction } from '#core/storage/index.ts'
import { rowCodec } from '../storage/row_codec.ts'
import type { ColumnChange } from '../storage/row_codec.ts'
import { inParts } from '#core/storage/index.ts'

interface Changed {
  readonly id: unknown
  readonly columns: readonly ColumnChange[]
}

/** Bound parameters of one UPDATE: below the limit of both databases. */
const parameters = 8_000

/**
 * Updates the columns that differ, of any number of records of one table. Records that change the
 * same columns share a statement: how many there are depends on the kinds of change, and on the
 * number of records only by what fits one statement.
 */
export async function updateMany(
  t: Transaction,
  entity: CompiledEntity,
  records: readonly { before: Values; after: Values }[]
): Promise<void> {
  const codec = rowCodec(entity, t.dialect)
  const groups = new Map<string, Changed[]>()
  for (const { before, after } of records) {
    const columns = codec.changes(before, after)
    if (columns.length === 0) continue
    const kind = columns.map(({ column }) => column).join()
    const group = groups.get(kind)
    const changed = { id: after.id, columns }
    if (group) group.push(changed)
    else groups.set(kind, [changed])
  }
  for (const group of groups.values()) {
    const size = Math.max(1, Math.floor(parameters / (group[0]!.columns.length * 2 + 1)))
    for (const part of inParts(group, size)) await updatePart(t, entity, part)
  }
}

async function updatePart(
  t: Transaction,
  entity: CompiledEntity,
  part: readonly Changed[]
): Promise<void> {
  const { dialect } = t
  const bindings: unknown[] = []
  const assignments = part[0]!.columns.map(({ column, type, value }, n) => {
    if (part.every(({ columns }) => columns[n]!.value === value)) {
      bindings.push(value)
      return `${column} = ?`
    }
    for (const { id, columns } of part) bindings.push(id, columns[n]!.value)
    const id = `WHEN CAST(? AS ${dialect.types.id}) THEN CAST(? AS ${plainType(type)})`
    return `${column} = CASE "id" ${part.map(() => id).join(' ')} END`
  })
  const ids = part.map(({ id }) => id)
  await t.run(
    `UPDATE ${dialect.quote(entity.table)} SET ${assignments.join(', ')} ` +
      `WHERE ${dialect.inList('"id"')}`,
    [...bindings, dialect.listBinding(ids)]
  )
}

/** A type as CAST takes it. */
function plainType(type: string): string {
  return type.replace(/ COLLATE "C"$/i, '')
}
