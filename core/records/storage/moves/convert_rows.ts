import { convert, fieldOfForm, isLinkForm, typeOfForm } from '#engine/conversions/index.ts'
import type { Converted } from '#engine/conversions/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldMove } from '#core/definitions/index.ts'
import type { Dialect, Executor } from '#core/storage/index.ts'

/** A value on its way. */
export interface MovedValue {
  readonly id: string
  readonly value: Value
  readonly converted: Converted
}

/** Where rows come from: a plan reads, a move reads and locks. */
export interface RowSource {
  readonly read: Executor
  readonly dialect: Dialect
  /** Suffix of the SELECT. */
  readonly lock: string
}

/** Which rows: those after an id up to another, both excluded where null; `also` is a condition more. */
export interface RowRange {
  readonly after: string | null
  readonly upTo: string | null
  readonly also: string
}

/**
 * Values of a field in the order of their ids, with what they become. Blank ones are passed over.
 *
 * @param size rows at most; null for the whole range
 */
export async function convertRows(
  { read, dialect, lock }: RowSource,
  move: FieldMove,
  given: { range: RowRange; size: number | null; application: CompiledApplication }
): Promise<MovedValue[]> {
  const { quote } = dialect
  const { range, size, application } = given
  const { after, upTo, also } = range
  const [table, column] = [quote(move.entity.table), quote(move.from.column)]
  const conditions = [
    `${column} IS NOT NULL`,
    ...(after === null ? [] : ['"id" > ?']),
    ...(upTo === null ? [] : ['"id" <= ?']),
  ].join(' AND ')
  const rows = await read.all<{ id: string; stored: unknown }>(
    `SELECT "id", ${column} AS stored FROM ${table} WHERE ${conditions}${also} ORDER BY "id"` +
      (size === null ? '' : ` LIMIT ${Math.trunc(size)}`) +
      lock,
    [after, upTo].filter((id) => id !== null)
  )
  const { form } = move.from
  const [type, field] = [typeOfForm(form), fieldOfForm(form)]
  const values = rows.map(({ id, stored }) => {
    const value = type.fromColumn(stored, dialect.name, field)
    return { id, value, converted: convert(value, form, move.to.form) }
  })
  return isLinkForm(move.to.form)
    ? thereOnly({ read, dialect }, move, { values, application })
    : values
}

/** Ids of another entity are none here, unless a record has them. */
async function thereOnly(
  { read, dialect }: Pick<RowSource, 'read' | 'dialect'>,
  { from, to }: FieldMove,
  { values, application }: { values: MovedValue[]; application: CompiledApplication }
): Promise<MovedValue[]> {
  if (from.form.of === to.form.of || values.length === 0) return values
  const target = [...application.entities.values()].find(({ uid }) => uid === to.form.of)
  const ids = [...new Set(values.map(({ value }) => String(value)))]
  const found = target
    ? await read.all<{ id: string }>(
        `SELECT "id" FROM ${dialect.quote(target.table)} WHERE ${dialect.inList('"id"')}`,
        [dialect.listBinding(ids)]
      )
    : []
  const known = new Set(found.map(({ id }) => id))
  const fault = { zh: '那里没有这条记录', en: 'is no record there' }
  return values.map((one) =>
    known.has(String(one.value)) ? one : { ...one, converted: { outcome: 'failing', fault } }
  )
}
