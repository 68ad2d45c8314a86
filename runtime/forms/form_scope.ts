import { engineField } from './engine_field.ts'
import type { ExpressionScope, ValueType } from '#engine/expressions/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

const systemTypes: Readonly<Record<string, ValueType>> = {
  id: { kind: 'text' },
  rev: { kind: 'number' },
  row_no: { kind: 'number' },
  parent_id: { kind: 'text' },
  created_at: { kind: 'datetime' },
  updated_at: { kind: 'datetime' },
  created_by: { kind: 'text' },
  updated_by: { kind: 'text' },
  owner_id: { kind: 'text' },
  dept_id: { kind: 'text' },
  org_id: { kind: 'text' },
  $me: { kind: 'text' },
  $now: { kind: 'datetime' },
  $today: { kind: 'date' },
}

/**
 * What the names of an expression mean in a form, from the fields the form knows. The server has
 * checked every expression against the whole application; here the type of a related record's field
 * (`customer.name`) is not known and taken as it comes.
 */
export function formScope(
  fields: readonly RuntimeField[],
  parent: readonly RuntimeField[] | null = null
): ExpressionScope {
  return {
    typeOf(path) {
      const [first = '', ...rest] = path
      if (first === 'old') return rest.length ? typeIn(fields, rest) : undefined
      if (first === 'parent') return parent && rest.length ? typeIn(parent, rest) : undefined
      return typeIn(fields, path)
    },
  }
}

function typeIn(fields: readonly RuntimeField[], path: readonly string[]): ValueType | undefined {
  const [key = '', ...rest] = path
  const field = fields.find((each) => each.key === key)
  if (!field) return rest.length ? undefined : systemTypes[key]
  const own = engineField(field).type.valueType(engineField(field))
  if (rest.length === 0) return own
  if (own.kind === 'record') return { kind: 'any' }
  if (own.kind !== 'list') return undefined
  const item = typeIn(field.childFields ?? [], rest)
  return item && (item.kind === 'list' ? item : { kind: 'list', of: item })
}
