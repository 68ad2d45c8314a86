import { scaledDecimalType } from '../scaled_decimal.ts'
import type { FieldType } from '../field_type.ts'

/** Per cent: "12.5" is 12.5 %, not 0.125. */
export const percent: FieldType = {
  ...scaledDecimalType('percent', (value) => (value === null ? '' : `${String(value)}%`)),
  resultType: 'decimal',
}
