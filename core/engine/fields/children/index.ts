import { fits, misfit, unlessBlank, wrongType } from '../parsed.ts'
import type { Values } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

function isPlainObject(item: unknown): item is Values {
  return typeof item === 'object' && item !== null && !Array.isArray(item)
}

function parseRows(given: unknown): Parsed {
  if (!Array.isArray(given)) return wrongType('明细行的列表', 'a list of rows')
  const wrong = given.findIndex((item) => !isPlainObject(item))
  return wrong === -1
    ? fits(given as readonly Values[])
    : misfit('type', `第 ${wrong + 1} 行应为对象`, `row ${wrong + 1} must be an object`, {
        row: wrong,
      })
}

/**
 * Rows of a sub-table (明细). Only the list itself is parsed here: the values of each row are parsed
 * by the fields of the child entity, which the write path knows.
 */
export const children: FieldType = {
  name: 'children',
  resultType: 'children',
  valueType: (field) => ({ kind: 'list', of: { kind: 'record', entity: field.childEntity ?? '' } }),
  operators: ['has', 'empty'],
  sortable: false,
  column: () => null,
  parse: unlessBlank(parseRows),
  toColumn: () => null,
  fromColumn: () => null,
  compare: () => 0,
  format: (value) => (Array.isArray(value) ? `${value.length} 行` : ''),
}
