import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { convert, fieldOfForm, isLinkForm, typeOfForm } from '#engine/conversions/index.ts'
import { linkParts } from '#engine/fields/index.ts'
import { sameValue } from '../history/same_value.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import type { DialectName, Value, Values } from '#engine/values.ts'
import type { Dialect, Row } from '#core/storage/index.ts'

/**
 * A record as the database keeps it, in memory form: its own fields and the system fields, without
 * its children. Rows of sub-tables have no revision of their own; theirs reads 0.
 */
export type StoredRecord = Values & { readonly id: string; readonly rev: number }

/** Translates between the rows of one entity's table and values. */
export interface RowCodec {
  /** Quoted physical names, system columns first, in the order of `names`. */
  readonly columns: readonly string[]
  /** The keys those columns have in memory. */
  readonly names: readonly string[]
  /** A row selected with `columns` -> values. */
  values(row: Row): StoredRecord
  /** Quoted physical column of a field or system field. */
  column(name: string): string
  /** In-memory value of a field or system field -> bound parameter of its column. */
  bound(name: string, value: Value): unknown
  /** What a new row fills: `columns`, and those that keep a field in another form. */
  readonly filled: readonly string[]
  /** A record -> bound parameters of all that is `filled`. */
  parameters(record: Values): unknown[]
  /** The columns in which two states of a record differ. */
  changes(before: Values, after: Values): ColumnChange[]
}

/** A column to be written. */
export interface ColumnChange {
  /** Quoted. */
  readonly column: string
  /** SQL type, for where the value stands in an expression. */
  readonly type: string
  readonly value: unknown
}

const codecs: Record<DialectName, WeakMap<CompiledEntity, RowCodec>> = {
  sqlite: new WeakMap(),
  postgres: new WeakMap(),
}

/** The codec of an entity; made once per compiled entity and dialect. */
export function rowCodec(entity: CompiledEntity, dialect: Dialect): RowCodec {
  const known = codecs[dialect.name].get(entity)
  if (known) return known
  const made = makeCodec(entity, dialect)
  codecs[dialect.name].set(entity, made)
  return made
}

interface Slot {
  readonly name: string
  readonly physical: string
  readonly field: CompiledField | null
  /** Declared SQL type of the column. */
  readonly type: string
  /** The second column of a polymorphic link: the uid of the entity it points to. */
  readonly isEntity: boolean
}

function makeCodec(entity: CompiledEntity, dialect: Dialect): RowCodec {
  const slots = slotsOf(entity, dialect)
  const filled: FilledSlot[] = [
    ...slots.map((slot) => ({ ...slot, boundOf: (value: Value) => bound(slot, value) })),
    ...mirrorSlots(entity, dialect.name),
  ]
  const byName = new Map(slots.filter((slot) => !slot.isEntity).map((slot) => [slot.name, slot]))
  const slotOf = (name: string): Slot => {
    const slot = byName.get(name)
    if (!slot) throw new TypeError(`${entity.key} stores no ${name}`)
    return slot
  }
  const bound = (slot: Slot, value: Value): unknown => {
    if (slot.isEntity) return linkParts(value)?.uid ?? null
    const { field } = slot
    return (field === null ? value : field.type.toColumn(value, dialect.name, field)) ?? null
  }
  return {
    columns: slots.map((slot) => dialect.quote(slot.physical)),
    names: slots.map((slot) => slot.name),
    column: (name) => dialect.quote(slotOf(name).physical),
    bound: (name, value) => bound(slotOf(name), value),
    filled: filled.map((slot) => dialect.quote(slot.physical)),
    parameters: (record) => filled.map((slot) => slot.boundOf(record[slot.name] ?? null)),
    changes: (before, after) =>
      filled
        .filter(({ name }) => !sameValue(before[name], after[name]))
        .map(({ physical, type, name, boundOf }) => ({
          column: dialect.quote(physical),
          type,
          value: boundOf(after[name] ?? null),
        })),
    values: (row) => readRow(slots, row, dialect.name),
  }
}

function slotsOf(entity: CompiledEntity, dialect: Dialect): Slot[] {
  const own = entity.parent === null ? systemFields : childSystemFields
  const slots: Slot[] = own.map((name) => ({
    ...{ name, physical: name, field: null, isEntity: false },
    type: systemColumnType(name, dialect),
  }))
  for (const field of entity.stored) {
    const type = field.type.column(dialect.name)
    if (field.column === null || type === null) continue
    slots.push({ name: field.key, physical: field.column, field, type, isEntity: false })
    if (field.entityColumn === null) continue
    const { text } = dialect.types
    slots.push({ name: field.key, physical: field.entityColumn, field, type: text, isEntity: true })
  }
  return slots
}

/** A column to be written, of whatever form. */
interface FilledSlot extends Pick<Slot, 'name' | 'physical' | 'type'> {
  boundOf(value: Value): unknown
}

/**
 * The columns that keep fields in the form they had before a retype, or will have after it. They are
 * written only with the field itself: what did not convert stays as it was in the old column.
 */
function mirrorSlots(entity: CompiledEntity, dialect: DialectName): FilledSlot[] {
  return entity.stored.flatMap(({ key: name, form, mirrors }) =>
    mirrors.map(({ column: physical, form: other }): FilledSlot => {
      const type = typeOfForm(other)
      const boundOf = (value: Value) => {
        const converted = convert(value, form!, other)
        // An id of one entity is none of another, and the database would refuse it.
        const isForeign = isLinkForm(other) && form!.of !== other.of
        if (converted.outcome === 'failing' || isForeign) return null
        return type.toColumn(converted.value, dialect, fieldOfForm(other)) ?? null
      }
      return { name, physical, type: type.column(dialect)!, boundOf }
    })
  )
}

/** SQL type of an engine's own column. */
export function systemColumnType(name: string, { types }: Dialect): string {
  if (name === 'rev' || name === 'row_no') return types.integer
  return name.endsWith('_at') ? types.timestamp : types.id
}

function readRow(slots: readonly Slot[], row: Row, dialect: DialectName): StoredRecord {
  const values: Record<string, Value> = {}
  for (const { name, physical, field, isEntity } of slots) {
    const stored = row[physical] ?? null
    if (isEntity) {
      values[name] = stored === null ? null : `${String(stored)}/${String(values[name])}`
      continue
    }
    values[name] =
      field === null || stored === null
        ? (stored as Value)
        : field.type.fromColumn(stored, dialect, field)
  }
  values.rev ??= 0
  return values as StoredRecord
}
