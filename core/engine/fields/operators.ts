import type { FilterOperator } from '#engine/filters/ast.ts'

/** What every single value can be asked. */
export const equality: readonly FilterOperator[] = ['eq', 'ne', 'in', 'nin', 'empty']

/** Numbers, dates, times and serials. */
export const ordering: readonly FilterOperator[] = [
  ...equality,
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
]

/** Case-sensitive, by code point. */
export const textual: readonly FilterOperator[] = [...equality, 'contains', 'startsWith']
