import { equality } from './operators.ts'
import { fits, misfit, unlessBlank, wrongType } from './parsed.ts'
import { compareText, formatText, textFromColumn } from './plain_text.ts'
import type { FieldType, Parsed } from './field_type.ts'

const grammar = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids are compared as text, so there is one way to write them: lower case. */
export function parseId(given: unknown): Parsed {
  if (typeof given !== 'string') return wrongType('记录的 id', 'the id of a record')
  const id = given.length === 36 ? given.toLowerCase() : ''
  return grammar.test(id) ? fits(id) : misfit('id', '不是记录的 id', 'is not the id of a record')
}

/** Faces of a type whose value is the id of one other record; that it exists is checked by the write path. */
export function recordLinkType(name: string): FieldType {
  return {
    name,
    resultType: name,
    valueType: (field) =>
      field.target === null ? { kind: 'text' } : { kind: 'record', entity: field.target },
    operators: equality,
    sortable: true,
    column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'uuid'),
    parse: unlessBlank(parseId),
    toColumn: (value) => value,
    fromColumn: textFromColumn,
    compare: compareText,
    format: formatText,
  }
}
