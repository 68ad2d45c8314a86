import { ordering } from '../operators.ts'
import { fits, misfit, unlessBlank, wrongType } from '../parsed.ts'
import type { FieldType, Parsed } from '../field_type.ts'

function parseInteger(given: unknown): Parsed {
  if (typeof given !== 'number') return wrongType('整数', 'an integer')
  if (!Number.isInteger(given)) return misfit('type', '应为整数', 'must be an integer')
  if (!Number.isSafeInteger(given)) {
    return misfit('range', '整数超出范围', 'is beyond the largest exact integer')
  }
  return fits(given === 0 ? 0 : given)
}

/** Whole number within ±(2^53-1). */
export const integer: FieldType = {
  name: 'integer',
  resultType: 'integer',
  valueType: () => ({ kind: 'number' }),
  operators: ordering,
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'INTEGER' : 'bigint'),
  parse: unlessBlank(parseInteger),
  toColumn: (value) => value,
  // PostgreSQL's driver returns bigint as text.
  fromColumn: (stored) => (stored === null || stored === undefined ? null : Number(stored)),
  compare: (a, b) => Number(a) - Number(b),
  format: (value) => (value === null ? '' : String(value)),
}
