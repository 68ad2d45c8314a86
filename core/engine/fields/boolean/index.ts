import { equality } from '../operators.ts'
import { fits, unlessBlank, wrongType } from '../parsed.ts'
import type { FieldType } from '../field_type.ts'

/** Yes or no (是/否); SQLite keeps 0 and 1. */
export const boolean: FieldType = {
  name: 'boolean',
  resultType: 'boolean',
  valueType: () => ({ kind: 'boolean' }),
  operators: equality,
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'INTEGER' : 'boolean'),
  parse: unlessBlank((given) =>
    typeof given === 'boolean' ? fits(given) : wrongType('是或否（true、false）', 'true or false')
  ),
  toColumn: (value, dialect) =>
    value === null || dialect === 'postgres' ? value : value === true ? 1 : 0,
  fromColumn: (stored) =>
    stored === null || stored === undefined ? null : stored === true || Number(stored) === 1,
  compare: (a, b) => Number(a) - Number(b),
  format: (value) => (value === null ? '' : value === true ? '是' : '否'),
}
