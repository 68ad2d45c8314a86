import { compareText } from './plain_text.ts'
import type { DialectName, Value } from '#engine/values.ts'
import type { FieldType } from './field_type.ts'

/** The text of a list or object that two equal ones share: members were put in order when parsed. */
export function jsonText(value: Value): string {
  return JSON.stringify(value)
}

/**
 * Faces of a type whose value one column keeps as JSON: TEXT on SQLite, jsonb on PostgreSQL. There
 * is equality and nothing else: the databases have no order of JSON in common.
 */
export const jsonColumn = {
  sortable: false,
  column: (dialect: DialectName) => (dialect === 'sqlite' ? 'TEXT' : 'jsonb'),
  toColumn: (value: Value) => (value === null ? null : jsonText(value)),
  fromColumn(stored: unknown, dialect: DialectName): Value {
    if (stored === null || stored === undefined) return null
    // The driver of PostgreSQL has parsed it.
    return (dialect === 'sqlite' ? JSON.parse(String(stored)) : stored) as Value
  },
  compare: (a: Value, b: Value) => compareText(jsonText(a), jsonText(b)),
} satisfies Partial<FieldType>

/** Whether the values of a type are lists or objects that lie in its own column. */
export function keepsJson(type: FieldType): boolean {
  return type.column('postgres') === 'jsonb'
}
