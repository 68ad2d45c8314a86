import { integer } from '../integer/index.ts'
import type { FieldType } from '../field_type.ts'

/** A value gathered from the records that point here, kept in a column; a count until it is linked. */
export const rollup: FieldType = rollupOf(integer)

/** The rollup type whose values are those of `result`: same column, order, operators and look. */
export function rollupOf(result: FieldType): FieldType {
  return { ...result, name: 'rollup' }
}
