import { ordering, textual } from '../operators.ts'
import { unlessBlank } from '../parsed.ts'
import { compareText, formatText, parseText, textFromColumn } from '../plain_text.ts'
import type { FieldType } from '../field_type.ts'

/** Number given by the engine (编号), never by a request. */
export const serial: FieldType = {
  name: 'serial',
  resultType: 'serial',
  valueType: () => ({ kind: 'text' }),
  operators: [...new Set([...textual, ...ordering])],
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'text COLLATE "C"'),
  parse: unlessBlank(parseText),
  toColumn: (value) => value,
  fromColumn: textFromColumn,
  compare: compareText,
  format: formatText,
}
