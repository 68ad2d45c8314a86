import { parseDate } from '../iso_time.ts'
import { ordering } from '../operators.ts'
import { unlessBlank } from '../parsed.ts'
import { compareText, formatText, textFromColumn } from '../plain_text.ts'
import type { FieldType } from '../field_type.ts'

/** A day of the calendar, "YYYY-MM-DD", without a zone. */
export const date: FieldType = {
  name: 'date',
  resultType: 'date',
  valueType: () => ({ kind: 'date' }),
  operators: ordering,
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'date'),
  parse: unlessBlank(parseDate),
  toColumn: (value) => value,
  fromColumn: textFromColumn,
  compare: compareText,
  format: formatText,
}
