import { Decimal } from 'decimal.js'
import { memoryValue } from '../memory_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow } from '../rows.ts'

/** Sum of a column, as text at its scale; blanks count nothing. */
export function columnTotal(field: RuntimeField, rows: readonly FormRow[]): string {
  let sum = new Decimal(0)
  for (const row of rows) {
    const value = memoryValue(field, row[field.key])
    if (typeof value === 'string' || typeof value === 'number') sum = sum.plus(value)
  }
  return sum.toFixed(field.valueType === 'integer' ? 0 : field.scale)
}
