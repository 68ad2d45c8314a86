import { textual } from '../operators.ts'
import { unlessBlank } from '../parsed.ts'
import { compareText, formatText, parseText, textFromColumn } from '../plain_text.ts'
import type { FieldType } from '../field_type.ts'

/** Text of several lines. */
export const longtext: FieldType = {
  name: 'longtext',
  resultType: 'longtext',
  valueType: () => ({ kind: 'text' }),
  operators: textual,
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'text COLLATE "C"'),
  parse: unlessBlank(parseText),
  toColumn: (value) => value,
  fromColumn: textFromColumn,
  compare: compareText,
  format: formatText,
}
