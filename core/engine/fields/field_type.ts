import type { Value, DialectName } from '#engine/values.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { ValueType } from '#engine/expressions/value_type.ts'
import type { FilterOperator } from '#engine/filters/ast.ts'

/** Why a value does not fit its field; becomes a fault with the field's path. */
export interface ValueFault {
  /** Short keyword for machines: type, format, scale, digits, range, code, … */
  keyword: string
  zh: string
  en: string
  params?: Record<string, unknown>
}

export type Parsed = { ok: true; value: Value } | { ok: false; fault: ValueFault }

/** A single value inside an object: how it is compared and shown. */
export interface FieldMember {
  readonly title: string
  /** Names from the object to the value. */
  readonly path: readonly string[]
  readonly type: FieldType
  /** Digits after the point, of a decimal. */
  readonly scale?: number
}

/**
 * The engine's face of a field type. One folder per type, found by name; the other faces are
 * `schemas/meta/fields/<name>.json` and `runtime/fields/<name>/`.
 */
export interface FieldType {
  readonly name: string
  /** Name of the type its values have: the same as `name`, except for a formula that of its result. */
  readonly resultType: string
  /** Static type in expressions; for a formula the type of its result. */
  valueType(field: CompiledField): ValueType
  /** Operators a filter may use on it. */
  readonly operators: readonly FilterOperator[]
  readonly sortable: boolean
  /** Of a list in one column: the type of its items, of which `has` asks. */
  readonly element?: FieldType
  /** Of an object in one column: the parts that paths may name (`site.code`). */
  readonly members?: Readonly<Record<string, FieldMember>>
  /** The member an object is compared, sorted and grouped by. */
  readonly key?: string
  /** Of a text with marks: what people read of it, in which `contains` and search look. */
  readonly searchedText?: (value: Value) => string
  /** JSON Schema of its values in memory, where they are lists or objects; {} = any. */
  readonly shape?: Readonly<Record<string, unknown>>
  /** SQL type of its column, or null when the type has none. */
  column(dialect: DialectName): string | null
  /** JSON as it came in -> the normalised in-memory value, or what is wrong with it. Pure; shape and type only. */
  parse(given: unknown, field: CompiledField): Parsed
  /** In-memory value -> bound SQL parameter. */
  toColumn(value: Value, dialect: DialectName, field: CompiledField): unknown
  /** What the driver returned -> in-memory value. */
  fromColumn(stored: unknown, dialect: DialectName, field: CompiledField): Value
  /** Order of two non-blank values, as SQL orders them: negative, 0, positive. */
  compare(a: Value, b: Value, field: CompiledField): number
  /**
   * For people (lists, exports, messages); zh-CN. Codes and links give themselves: their titles are
   * not in the value. `zone` is the IANA zone times are shown in.
   */
  format(value: Value, field: CompiledField, zone?: string): string
}
