import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { FilterNode, Operand } from '#engine/filters/ast.ts'
import type { Dialect } from '#core/storage/index.ts'
import { tableDialects } from './catalogue.ts'
import { SchemaRefused } from './schema_refused.ts'

/**
 * The condition of a `unique` as the WHERE of a partial index. An index takes no parameters, so the
 * values are SQL literals; only comparisons of the entity's own fields with literals are possible.
 *
 * @throws SchemaRefused for anything else: a relation followed, an actor, an expression
 */
export function uniqueWhereSql(node: FilterNode, entity: CompiledEntity, dialect: Dialect): string {
  const inner = (item: FilterNode) => uniqueWhereSql(item, entity, dialect)
  switch (node.op) {
    case 'true':
      return '1 = 1'
    case 'false':
      return '1 = 0'
    case 'all':
      return `(${node.items.map(inner).join(' AND ')})`
    case 'any':
      return `(${node.items.map(inner).join(' OR ')})`
    case 'not':
      return `(${inner(node.item)}) IS NOT TRUE`
    case 'empty':
      return `${columnOf(node.path, entity, dialect)} IS ${node.is ? '' : 'NOT '}NULL`
    case 'compare':
      return compareSql(node, entity, dialect)
    case 'has':
    case 'under':
    case 'change':
      throw refused(entity)
  }
}

type Comparison = Extract<FilterNode, { op: 'compare' }>
const symbols = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function compareSql(node: Comparison, entity: CompiledEntity, dialect: Dialect): string {
  const column = columnOf(node.path, entity, dialect)
  const field = entity.fields.get(node.path.text)!
  const values = node.operands.flatMap((operand) => literals(operand, field, entity, dialect))
  switch (node.operator) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `(${column} IS NOT NULL AND ${column} ${symbols[node.operator]} ${values[0]})`
    case 'in':
      return `(${column} IS NOT NULL AND ${column} IN (${values.join(', ')}))`
    case 'between':
      return `(${column} IS NOT NULL AND ${column} >= ${values[0]} AND ${column} <= ${values[1]})`
    case 'ne':
    case 'nin':
      return `(${column} IS NULL OR ${column} NOT IN (${values.join(', ')}))`
    default:
      throw refused(entity)
  }
}

function columnOf(path: Comparison['path'], entity: CompiledEntity, dialect: Dialect): string {
  const column = path.steps.length === 1 ? entity.fields.get(path.text)?.column : null
  if (!column) throw refused(entity)
  return dialect.quote(column)
}

function literals(
  operand: Operand,
  field: CompiledField,
  entity: CompiledEntity,
  dialect: Dialect
): string[] {
  if (operand.kind !== 'literal' && operand.kind !== 'list') throw refused(entity)
  const values = operand.kind === 'literal' ? [operand.value] : operand.values
  return values.map((value) => {
    const bound = field.type.toColumn(value, dialect.name, field)
    if (typeof bound === 'number' && Number.isFinite(bound)) return String(bound)
    if (typeof bound === 'boolean') return tableDialects[dialect.name].booleanLiteral(bound)
    // `?` and `\` mean something to the driver's placeholder syntax.
    if (typeof bound === 'string' && !/[?\\\0]/.test(bound))
      return `'${bound.replaceAll("'", "''")}'`
    throw refused(entity)
  })
}

function refused(entity: CompiledEntity): SchemaRefused {
  return new SchemaRefused(
    `${entity.key}: the "where" of a unique may only compare the entity's own fields with literals`
  )
}
