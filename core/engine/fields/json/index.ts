import { equality } from '../operators.ts'
import { jsonColumn, jsonText } from '../json_column.ts'
import { parseJson } from '../json_value.ts'
import { unlessBlank } from '../parsed.ts'
import type { FieldType } from '../field_type.ts'

/** Any JSON within `budgets.jsonDepth` and `budgets.jsonBytes`; members of objects have no order. */
export const json: FieldType = {
  ...jsonColumn,
  name: 'json',
  resultType: 'json',
  shape: {},
  valueType: () => ({ kind: 'any' }),
  operators: equality,
  parse: unlessBlank(parseJson),
  format: (value) => (value === null ? '' : jsonText(value)),
}
