import { text } from '../text/index.ts'
import type { FieldType } from '../field_type.ts'

/** A field of a related record (引用字段), as its source is: read-only and not stored. */
export const lookup: FieldType = lookupOf(text)

/** The lookup type whose values are those of `source`: same order, operators and look. */
export function lookupOf(source: FieldType): FieldType {
  return { ...source, name: 'lookup', column: () => null, toColumn: () => null }
}
