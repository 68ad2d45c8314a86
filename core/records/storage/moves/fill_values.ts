/** Values that a release gives to records, remembered one by one so that the way back takes them out. */
import { convert, fieldOfForm, typeOfForm } from '#engine/conversions/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import { writtenField } from '#core/definitions/index.ts'
import type { FieldFill, MovedBatch, SchemaWork } from '#core/definitions/index.ts'
import type { DialectName } from '#engine/values.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { keepWritersOut } from '../keep_writers_out.ts'
import { batchEnd } from './batch_end.ts'

/** What `field_fills` keeps of a value: the record, and the value before and after, as JSON. */
export const fillColumns = ['release_id', 'entity_uid', 'field_uid', 'record_id', 'was', 'now']

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

/** All values of a fill, within one transaction. */
export async function fillValues(t: Transaction, fill: FieldFill, release: string): Promise<void> {
  await fillRange(t, fill, { release, after: null, upTo: null })
}

/** Goes through the next `size` rows of the table, however few of them are filled. */
export async function fillBatch(
  t: Transaction,
  fill: FieldFill,
  { release, after, size }: { release: string; after: string | null; size: number }
): Promise<MovedBatch> {
  // Who began under the release before has ended then, and left no row that is not seen.
  await keepWritersOut(t, [fill.entity.table])
  const upTo = await batchEnd(t, fill.entity.table, { after, size })
  const rows = await fillRange(t, fill, { release, after, upTo })
  return { last: upTo, rows, written: new Set([writtenField(fill)]) }
}

/** Where the history of records ends by now. */
export async function writtenUpTo(read: Executor): Promise<number> {
  const [row] = await read.all<{ seq: number }>(
    'SELECT COALESCE(MAX(seq), 0) AS seq FROM record_history'
  )
  return Number(row!.seq)
}

/**
 * Fills in the values of records that were written behind a place in the history; others were filled
 * in before. Which rows of a sub-table were written the history does not tell by themselves: all of
 * them are looked at.
 */
export async function fillWritten(
  t: Transaction,
  fill: FieldFill,
  { release, since }: { release: string; since: number }
): Promise<void> {
  const { entity } = fill
  await keepWritersOut(t, [entity.table])
  if (entity.parent !== null) return fillValues(t, fill, release)
  const rows = await t.all<{ id: string }>(
    'SELECT DISTINCT record_id AS id FROM record_history WHERE seq > ? AND entity_uid = ?',
    [since, entity.uid]
  )
  const ids = rows.map(({ id }) => id)
  const among = { sql: t.dialect.inList('"id"'), bindings: [t.dialect.listBinding(ids)] }
  if (ids.length > 0) await fillWhere(t, fill, { release, ...among })
}

function fillRange(
  t: Transaction,
  fill: FieldFill,
  { release, after, upTo }: { release: string; after: string | null; upTo: string | null }
): Promise<number> {
  const parts = [...(after === null ? [] : ['"id" > ?']), ...(upTo === null ? [] : ['"id" <= ?'])]
  return fillWhere(t, fill, {
    release,
    sql: parts.length === 0 ? '1 = 1' : parts.join(' AND '),
    bindings: [after, upTo].filter((id) => id !== null),
  })
}

/** @returns how many rows were filled */
async function fillWhere(
  t: Transaction,
  fill: FieldFill,
  { release, ...among }: { release: string; sql: string; bindings: readonly unknown[] }
): Promise<number> {
  const { entity, field, from, to } = fill
  const { quote } = t.dialect
  const condition = fillCondition(fill, quote)
  const where = `${condition.sql} AND ${among.sql}`
  const bound = [...condition.bindings, ...among.bindings]
  const text = 'CAST(? AS TEXT)'
  await t.run(
    `INSERT INTO field_fills (${fillColumns.join(', ')}) ` +
      `SELECT ${Number(release)}, ${text}, ${text}, "id", ${text}, ${text} ` +
      `FROM ${quote(entity.table)} WHERE ${where} ` +
      // Filled in before, and written since: the way back leads to what was there last.
      'ON CONFLICT (release_id, field_uid, record_id) DO UPDATE SET was = excluded.was, now = excluded.now',
    [entity.uid, field.uid, JSON.stringify(from), JSON.stringify(to), ...bound]
  )
  const columns = filledColumns(field, t.dialect.name)
  // What did not convert when the field was given its form stays as it was in the old column.
  const valueOf = ({ name, isOwn }: FilledColumn) =>
    isOwn || from !== null ? '?' : `COALESCE(${quote(name)}, ?)`
  const set = columns.map((column) => `${quote(column.name)} = ${valueOf(column)}`).join(', ')
  const given = columns.map((column) => column.bound(to))
  return t.run(`UPDATE ${quote(entity.table)} SET ${set} WHERE ${where}`, [...given, ...bound])
}

/** A column that keeps a field, in its own form or in another. */
export interface FilledColumn {
  readonly name: string
  readonly isOwn: boolean
  /** Declared SQL type. */
  readonly type: string
  /** A value of the field in the form of the column; null where it has no counterpart. */
  inForm(value: Value): Value
  /** The same as bound parameter. */
  bound(value: Value): unknown
  /** What the column stores, in its own form. */
  value(stored: unknown): Value
}

/** The columns that keep a field: its own, and those that keep it in other forms. */
export function filledColumns(field: CompiledField, dialect: DialectName): FilledColumn[] {
  const own = { column: field.column!, form: field.form! }
  return [own, ...field.mirrors].map((place): FilledColumn => {
    const { column: name, form } = place
    const type = typeOfForm(form)
    const as = fieldOfForm(form)
    const inForm = (value: Value): Value => {
      const made = convert(value, field.form!, form)
      return made.outcome === 'failing' ? null : made.value
    }
    return {
      ...{ name, isOwn: place === own, type: type.column(dialect)!, inForm },
      bound: (value) => type.toColumn(inForm(value), dialect, as) ?? null,
      value: (stored) => type.fromColumn(stored, dialect, as),
    }
  })
}

/** Fields whose values a release fills in, or takes out again: `<uid of entity> <uid of field>`. */
export async function writtenFields(
  t: Executor,
  { fills, backTo }: Pick<SchemaWork, 'fills' | 'backTo'>
): Promise<ReadonlySet<string>> {
  const filled = fills.map(writtenField)
  if (backTo === null) return new Set(filled)
  const rows = await t.all<{ name: string }>(
    `SELECT DISTINCT entity_uid || ' ' || field_uid AS name FROM field_fills WHERE release_id > ?`,
    [Number(backTo)]
  )
  return new Set([...filled, ...rows.map(({ name }) => name)])
}
