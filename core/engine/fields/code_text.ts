import { equality } from './operators.ts'
import { misfit, unlessBlank, wrongType, fits } from './parsed.ts'
import { compareText, formatText, textFromColumn } from './plain_text.ts'
import type { FieldType, Parsed } from './field_type.ts'

const grammar = /^[a-z0-9][a-z0-9_]{0,39}$/

function parseCode(given: unknown): Parsed {
  if (typeof given !== 'string') return wrongType('选项代码', 'a code in a string')
  return grammar.test(given)
    ? fits(given)
    : misfit('code', '不是有效的选项代码', 'is not a code', { value: given.slice(0, 100) })
}

/**
 * Faces of a type whose value is a code out of a known set (dictionary, states). Only the shape is
 * parsed here; whether the code is in the set is the write path's check, against the set in memory.
 */
export function codeType(name: string): FieldType {
  return {
    name,
    resultType: name,
    valueType: () => ({ kind: 'text' }),
    operators: equality,
    sortable: true,
    column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'text COLLATE "C"'),
    parse: unlessBlank(parseCode),
    toColumn: (value) => value,
    fromColumn: textFromColumn,
    compare: compareText,
    format: formatText,
  }
}
