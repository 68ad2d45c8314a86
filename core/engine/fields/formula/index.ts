import { text } from '../text/index.ts'
import type { FieldType } from '../field_type.ts'

/** A value computed from others and kept in a column; without x-result and x-scale it is text. */
export const formula: FieldType = formulaOf(text)

/** The formula type whose values are those of `result`: same column, order, operators and look. */
export function formulaOf(result: FieldType): FieldType {
  return { ...result, name: 'formula' }
}
