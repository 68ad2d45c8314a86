/** Values that a release gives to records, remembered one by one so that the way back takes them out. */
import { convert, fieldOfForm, typeOfForm } from '#engine/conversions/index.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import { codesOf } from '#core/definitions/index.ts'
import type { FieldFill, SchemaWork } from '#core/definitions/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { tableDialects } from '../catalogue.ts'
import { insertRows } from '../insert_rows.ts'

const size = 1_000
const columns = ['release_id', 'entity_uid', 'field_uid', 'record_id', 'was', 'now']

/** Condition of the rows a fill is for, and its bound parameters. */
export function fillCondition(
  { field, from }: Pick<FieldFill, 'field' | 'from'>,
  quote: (name: string) => string
): { sql: string; bindings: readonly unknown[] } {
  const column = quote(field.column!)
  return from === null
    ? { sql: `${column} IS NULL`, bindings: [] }
    : { sql: `${column} = ?`, bindings: [from] }
}

export async function fillValues(t: Transaction, fill: FieldFill, release: string): Promise<void> {
  const { entity, field, from, to } = fill
  const { sql, bindings } = fillCondition(fill, t.dialect.quote)
  for (;;) {
    const rows = await t.all<{ id: string }>(
      `SELECT "id" FROM ${t.dialect.quote(entity.table)} WHERE ${sql} ORDER BY "id" LIMIT ${size}`,
      bindings
    )
    const ids = rows.map(({ id }) => id)
    await setValues(
      t,
      { entity, field },
      ids.map((id) => [id, to])
    )
    const [was, now] = [JSON.stringify(from), JSON.stringify(to)]
    const kept = ids.map((id) => [Number(release), entity.uid, field.uid, id, was, now])
    await insertRows(t, 'field_fills', columns, kept)
    if (ids.length < size) return
  }
}

/** Fields whose values a release fills in, or takes out again: `<uid of entity> <uid of field>`. */
export async function writtenFields(
  t: Executor,
  { fills, backTo }: Pick<SchemaWork, 'fills' | 'backTo'>
): Promise<ReadonlySet<string>> {
  const filled = fills.map(({ entity, field }) => `${entity.uid} ${field.uid}`)
  if (backTo === null) return new Set(filled)
  const rows = await t.all<{ name: string }>(
    `SELECT DISTINCT entity_uid || ' ' || field_uid AS name FROM field_fills WHERE release_id > ?`,
    [Number(backTo)]
  )
  return new Set([...filled, ...rows.map(({ name }) => name)])
}

/**
 * Takes out what releases after `backTo` filled in, where nobody has written since: the latest
 * first, for one may have filled in what another had. A code that is none in what is gone back to
 * stays replaced; the replacement then counts as one of `release`.
 */
export async function undoFills(
  t: Transaction,
  application: CompiledApplication,
  { backTo, release }: { backTo: string; release: string }
): Promise<void> {
  const filled = await t.all<Filled>(
    `SELECT ${columns.join(', ')} FROM field_fills WHERE release_id > ? ORDER BY release_id DESC`,
    [Number(backTo)]
  )
  await t.run('DELETE FROM field_fills WHERE release_id > ?', [Number(backTo)])
  const places = Map.groupBy(filled, (one) =>
    [one.release_id, one.entity_uid, one.field_uid].join(' ')
  )
  // Where a replacement stays, what earlier releases did to the value has no more to say.
  const settled = new Set<string>()
  const placeOf = (one: Filled) => [one.entity_uid, one.field_uid, one.record_id].join(' ')
  for (const some of places.values()) {
    const [{ entity_uid: uid, field_uid: fieldUid }] = some as [Filled]
    const entity = [...application.entities.values()].find((one) => one.uid === uid)
    const field = entity?.byUid.get(fieldUid)
    if (!entity || !field?.column) continue
    const open = some.filter((one) => !settled.has(placeOf(one)))
    const kept = await undo(t, { entity, field }, { filled: open, application })
    for (const one of kept) settled.add(placeOf(one))
    const rows = kept.map((one) => [
      Number(release),
      uid,
      fieldUid,
      one.record_id,
      one.was,
      one.now,
    ])
    await insertRows(t, 'field_fills', columns, rows)
  }
}

/** Takes fills of one release out; answers those that stay. */
async function undo(
  t: Transaction,
  place: Place,
  { filled, application }: { filled: readonly Filled[]; application: CompiledApplication }
): Promise<Filled[]> {
  const codes = codesOf(application, place.field)
  const isKnown = ({ was }: Filled) =>
    codes.size === 0 || was === 'null' || codes.has(String(JSON.parse(was)))
  const untouched = await untouchedOf(t, place, filled)
  const back = untouched
    .filter(isKnown)
    .map((one) => [one.record_id, JSON.parse(one.was) as Value] as const)
  await setValues(t, place, back)
  return untouched.filter((one) => !isKnown(one))
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

/** Fills whose records still have what was filled in. */
async function untouchedOf(
  t: Transaction,
  { entity, field }: Place,
  filled: readonly Filled[]
): Promise<Filled[]> {
  const { dialect } = t
  const untouched: Filled[] = []
  for (let from = 0; from < filled.length; from += size) {
    const part = filled.slice(from, from + size)
    const rows = await t.all<{ id: string; stored: unknown }>(
      `SELECT "id", ${dialect.quote(field.column!)} AS stored FROM ${dialect.quote(entity.table)} ` +
        `WHERE ${dialect.inList('"id"')}`,
      [dialect.listBinding(part.map((one) => one.record_id))]
    )
    const now = new Map(
      rows.map(({ id, stored }) => [id, field.type.fromColumn(stored, dialect.name, field)])
    )
    const same = (one: Filled) => JSON.stringify(now.get(one.record_id) ?? null) === one.now
    untouched.push(...part.filter(same))
  }
  return untouched
}

/** Writes values into the column of a field, and into those that keep it in other forms. */
async function setValues(
  t: Transaction,
  { entity, field }: Place,
  values: readonly (readonly [id: string, value: Value])[]
): Promise<void> {
  const { dialect } = t
  const write = async (column: string, form: FieldForm, part: typeof values) => {
    const type = typeOfForm(form)
    const rows = part.map(([id, value]) => {
      const made = convert(value, field.form!, form)
      const own = made.outcome === 'failing' ? null : made.value
      return [id, type.toColumn(own, dialect.name, fieldOfForm(form))]
    })
    const { updateEach } = tableDialects[dialect.name]
    const [table, name] = [dialect.quote(entity.table), dialect.quote(column)]
    await t.run(updateEach(table, name, type.column(dialect.name)!), [JSON.stringify(rows)])
  }
  for (let from = 0; from < values.length; from += size) {
    const part = values.slice(from, from + size)
    await write(field.column!, field.form!, part)
    for (const { column, form } of field.mirrors) await write(column, form, part)
  }
}
