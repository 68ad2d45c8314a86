import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { CompiledReader, Hop } from '#engine/compile/dependents/compiled_dependents.ts'
import type { Transaction } from '#core/storage/index.ts'
import { inParts } from '#core/storage/index.ts'

/** Too many depend on these records: where the way back began, and the hop that leads there. */
export interface Crowd {
  readonly hop: number
  readonly targets: readonly string[]
}

/**
 * The records that read the given ones by a way: from the last hop to the first. Records on the way
 * are locked, so that one which changes its link meanwhile waits, and sees what changed.
 *
 * @param from.most records at any hop; more of them are a crowd
 */
export async function backtrack(
  t: Transaction,
  application: CompiledApplication,
  reader: CompiledReader,
  from: { ids: readonly string[]; hop?: number; most: number }
): Promise<{ ids: readonly string[] } | { crowd: Crowd }> {
  const { ids: targets, hop = reader.hops.length - 1, most } = from
  let ids = targets
  for (let at = hop; at >= 0; at--) {
    const next = await stepBack(t, application, reader.hops[at]!, ids, most + 1)
    if (next.length > most) return { crowd: { hop, targets } }
    ids = next
    if (ids.length === 0) break
    if (at > 0) await hold(t, application, reader.hops[at]!.from, ids)
  }
  return { ids }
}

async function stepBack(
  t: Transaction,
  application: CompiledApplication,
  hop: Hop,
  ids: readonly string[],
  most: number
): Promise<string[]> {
  const found = new Set<string>()
  for (const part of inParts(ids, 5_000)) {
    const { sql, bindings } = backStatement(t, application, hop)
    const rows = await t.all<{ id: string }>(`${sql} LIMIT ${most - found.size}`, [
      t.dialect.listBinding(part),
      ...bindings,
    ])
    for (const { id } of rows) found.add(id)
    if (found.size >= most) break
  }
  return [...found].sort()
}

/** One step back along a hop: the records it leads from, of those in the list it leads to. */
function backStatement(
  { dialect }: Transaction,
  application: CompiledApplication,
  hop: Hop
): { sql: string; bindings: unknown[] } {
  const { quote } = dialect
  const from = application.entities.get(hop.from)!
  if (hop.kind === 'back') {
    const gathered = application.entities.get(hop.to)!
    const by = hop.field!
    if (by.linkTable !== null) {
      const where = dialect.inList('"owner"')
      const sql = `SELECT DISTINCT "target" AS id FROM ${quote(by.linkTable)} WHERE ${where}`
      return { sql, bindings: [] }
    }
    const column = quote(by.column!)
    const kind = by.entityColumn === null ? '' : ` AND ${quote(by.entityColumn)} = ?`
    const sql = `SELECT DISTINCT ${column} AS id FROM ${quote(gathered.table)}
      WHERE ${dialect.inList('"id"')} AND ${column} IS NOT NULL${kind}`
    return { sql, bindings: by.entityColumn === null ? [] : [from.uid] }
  }
  if (hop.kind === 'links') {
    const where = dialect.inList('"target"')
    const table = quote(hop.field!.linkTable!)
    return { sql: `SELECT DISTINCT "owner" AS id FROM ${table} WHERE ${where}`, bindings: [] }
  }
  const column = quote(hop.column!)
  const sql = `SELECT "id" AS id FROM ${quote(from.table)} WHERE ${dialect.inList(column)}`
  return { sql, bindings: [] }
}

/** Locks rows in the order of their ids; those of a sub-table are held by the records they belong to. */
export async function hold(
  t: Transaction,
  application: CompiledApplication,
  key: string,
  ids: readonly string[]
): Promise<void> {
  if (t.dialect.forUpdate === '') return
  const roots = await rootsOf(t, application, key, ids)
  const { quote, forUpdate } = t.dialect
  const { table } = application.entities.get(roots.entity)!
  await t.all(
    `SELECT "id" FROM ${quote(table)} WHERE ${t.dialect.inList('"id"')} ORDER BY "id"${forUpdate}`,
    [t.dialect.listBinding([...new Set(roots.ids.values())])]
  )
}

/** The record that each row belongs to: itself, where it is no row of a sub-table. */
export async function rootsOf(
  t: Pick<Transaction, 'all' | 'dialect'>,
  application: Pick<CompiledApplication, 'entities'>,
  key: string,
  rows: readonly string[]
): Promise<{ entity: string; ids: ReadonlyMap<string, string> }> {
  let entity = application.entities.get(key)!
  let ids = new Map(rows.map((id) => [id, id]))
  while (entity.parent !== null) {
    const found = new Map<string, string>()
    for (const part of inParts([...new Set(ids.values())], 5_000)) {
      const list = await t.all<{ id: string; parent: string }>(
        `SELECT "id" AS id, "parent_id" AS parent FROM ${t.dialect.quote(entity.table)}
         WHERE ${t.dialect.inList('"id"')}`,
        [t.dialect.listBinding(part)]
      )
      for (const row of list) found.set(row.id, row.parent)
    }
    ids = new Map(
      [...ids].flatMap(([row, at]): [string, string][] => {
        const above = found.get(at)
        return above === undefined ? [] : [[row, above]]
      })
    )
    entity = application.entities.get(entity.parent)!
  }
  return { entity: entity.key, ids }
}
