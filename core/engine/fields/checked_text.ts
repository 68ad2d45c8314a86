import { textual } from './operators.ts'
import { unlessBlank } from './parsed.ts'
import { compareText, formatText, parseText, textFromColumn } from './plain_text.ts'
import type { FieldType, Parsed } from './field_type.ts'

/**
 * Faces of a type whose value is a text of a certain form. `check` gets one line of well-formed text
 * without blanks around it, and answers the value to keep or what is wrong with it.
 */
export function checkedTextType(name: string, check: (text: string) => Parsed): FieldType {
  return {
    name,
    resultType: 'text',
    valueType: () => ({ kind: 'text' }),
    operators: textual,
    sortable: true,
    column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'text COLLATE "C"'),
    parse: unlessBlank((given) => {
      const parsed = parseText(given)
      return parsed.ok ? check(String(parsed.value).trim()) : parsed
    }),
    toColumn: (value) => value,
    fromColumn: textFromColumn,
    compare: compareText,
    format: formatText,
  }
}
