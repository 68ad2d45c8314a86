import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
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
  /** In-memory value of a field or system field -> bound parameter. */
  bound(name: string, value: Value): unknown
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
}

function makeCodec(entity: CompiledEntity, dialect: Dialect): RowCodec {
  const slots = slotsOf(entity)
  const byName = new Map(slots.map((slot) => [slot.name, slot]))
  const slotOf = (name: string): Slot => {
    const slot = byName.get(name)
    if (!slot) throw new TypeError(`${entity.key} stores no ${name}`)
    return slot
  }
  return {
    columns: slots.map((slot) => dialect.quote(slot.physical)),
    names: slots.map((slot) => slot.name),
    column: (name) => dialect.quote(slotOf(name).physical),
    bound(name, value) {
      const { field } = slotOf(name)
      return field === null ? value : field.type.toColumn(value, dialect.name, field)
    },
    values: (row) => readRow(slots, row, dialect.name),
  }
}

function slotsOf(entity: CompiledEntity): Slot[] {
  const own = entity.parent === null ? systemFields : childSystemFields
  const slots: Slot[] = own.map((name) => ({ name, physical: name, field: null }))
  for (const field of entity.stored) {
    if (field.column !== null) slots.push({ name: field.key, physical: field.column, field })
  }
  return slots
}

function readRow(slots: readonly Slot[], row: Row, dialect: DialectName): StoredRecord {
  const values: Record<string, Value> = {}
  for (const { name, physical, field } of slots) {
    const stored = row[physical] ?? null
    values[name] =
      field === null || stored === null
        ? (stored as Value)
        : field.type.fromColumn(stored, dialect, field)
  }
  values.rev ??= 0
  return values as StoredRecord
}
