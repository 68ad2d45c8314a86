/** Takes out what releases filled in, on the way back to one before them. */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import { codesOf, writtenField } from '#core/definitions/index.ts'
import type { MovedBatch, WayBack } from '#core/definitions/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { tableDialects } from '../catalogue.ts'
import { insertRows } from '../insert_rows.ts'
import { sameValue } from '../../history/same_value.ts'
import { fillColumns, filledColumns } from './fill_values.ts'
import type { FilledColumn } from './fill_values.ts'

const rowsAtOnce = 1_000

/** All of it, within one transaction. */
export async function undoFills(t: Transaction, way: WayBack): Promise<void> {
  while ((await undoBatch(t, { ...way, size: rowsAtOnce })).last !== null);
}

/** How many values there are to be looked at. */
export async function countFills(read: Executor, backTo: string): Promise<number> {
  const [row] = await read.all<{ n: number }>(
    'SELECT COUNT(*) AS n FROM field_fills WHERE release_id > ?',
    [Number(backTo)]
  )
  return Number(row!.n)
}

/**
 * Takes out the next `size` values that were filled in, where nobody has written since: those of the
 * latest release first, for one may have filled in what another had. A code that is none in what is
 * gone back to stays replaced; the replacement then counts as one of `release`, and what earlier
 * releases did to the value has no more to say.
 */
export async function undoBatch(
  t: Transaction,
  { application, backTo, release, isWhole = false, size }: WayBack & { readonly size: number }
): Promise<MovedBatch> {
  const range = 'release_id > ? AND release_id < ?'
  const filled = await t.all<Filled>(
    `SELECT ${fillColumns.join(', ')} FROM field_fills WHERE release_id = ` +
      `(SELECT MAX(release_id) FROM field_fills WHERE ${range}) ` +
      `ORDER BY field_uid, record_id LIMIT ${Math.trunc(size)}`,
    [Number(backTo), Number(release)]
  )
  const written = new Set<string>()
  for (const some of Map.groupBy(filled, (one) => one.field_uid).values()) {
    const [{ entity_uid: uid, field_uid: fieldUid, release_id: from }] = some as [Filled]
    const ids = t.dialect.listBinding(some.map((one) => one.record_id))
    const isOne = `field_uid = ? AND ${t.dialect.inList('record_id')}`
    await t.run(`DELETE FROM field_fills WHERE release_id = ? AND ${isOne}`, [from, fieldUid, ids])
    const entity = [...application.entities.values()].find((one) => one.uid === uid)
    const field = entity?.byUid.get(fieldUid)
    if (!entity || !field?.column) continue
    written.add(writtenField({ entity, field }))
    const settled = await t.all<{ id: string }>(
      `SELECT record_id AS id FROM field_fills WHERE release_id = ? AND ${isOne}`,
      [Number(release), fieldUid, ids]
    )
    const isSettled = new Set(settled.map(({ id }) => id))
    const open = some.filter((one) => !isSettled.has(one.record_id))
    const codes = isWhole ? noCodes : codesOf(application, field)
    const kept = await undo(t, { entity, field }, { filled: open, codes })
    const rows = kept.map(({ record_id: id, was, now }) => [
      Number(release),
      uid,
      fieldUid,
      id,
      was,
      now,
    ])
    await insertRows(t, 'field_fills', fillColumns, rows)
  }
  // What was looked at is gone, so the next piece begins where this one did.
  return { last: filled.length === 0 ? null : '', rows: filled.length, written }
}

const noCodes: ReadonlySet<string> = new Set()

/** Takes fills of one release out; answers those that stay. */
async function undo(
  t: Transaction,
  place: Place,
  { filled, codes }: { filled: readonly Filled[]; codes: ReadonlySet<string> }
): Promise<Filled[]> {
  const isKnown = ({ was }: Filled) =>
    codes.size === 0 || was === 'null' || codes.has(String(JSON.parse(was)))
  const kept: Filled[] = []
  for (const column of filledColumns(place.field, t.dialect.name)) {
    const untouched = await untouchedOf(t, { ...place, column }, filled)
    const back = untouched.filter(isKnown)
    await setValues(t, { ...place, column }, back)
    if (column.isOwn) kept.push(...untouched.filter((one) => !isKnown(one)))
  }
  return kept
}

interface Filled {
  release_id: number
  entity_uid: string
  field_uid: string
  record_id: string
  was: string
  now: string
}

interface Place {
  readonly entity: CompiledEntity
  readonly field: CompiledField
}

/** Fills of which a column still has what was filled in. */
async function untouchedOf(
  t: Transaction,
  { entity, column }: Place & { column: FilledColumn },
  filled: readonly Filled[]
): Promise<Filled[]> {
  const { dialect } = t
  const rows = await t.all<{ id: string; stored: unknown }>(
    `SELECT "id", ${dialect.quote(column.name)} AS stored FROM ${dialect.quote(entity.table)} ` +
      `WHERE ${dialect.inList('"id"')}`,
    [dialect.listBinding(filled.map((one) => one.record_id))]
  )
  const stored = new Map(rows.map(({ id, stored: value }) => [id, column.value(value)]))
  return filled.filter(({ record_id: id, now }) =>
    sameValue(stored.get(id) ?? null, column.inForm(JSON.parse(now) as Value))
  )
}

/** Writes what was there before into a column. */
async function setValues(
  t: Transaction,
  { entity, column }: Place & { column: FilledColumn },
  back: readonly Filled[]
): Promise<void> {
  if (back.length === 0) return
  const { quote } = t.dialect
  const { updateEach } = tableDialects[t.dialect.name]
  const rows = back.map(({ record_id: id, was }) => [id, column.bound(JSON.parse(was) as Value)])
  const sql = updateEach(quote(entity.table), quote(column.name), column.type)
  await t.run(sql, [JSON.stringify(rows)])
}
