/**
 * Filters as SQL. Every leaf has a base, the positive form that is NULL or false wherever something
 * is blank; `ne`, `nin` and `empty: true` are complements of a base. `not` is pushed down to the
 * leaves, and only a complement is written null-safe, `(base) IS NOT TRUE`, so that indexes serve
 * the rest. Both databases run the same text.
 *
 * A path through a relation is `relation IN (SELECT id …)`: its complement is as simple, no join
 * multiplies rows, and the planner may start from either side.
 */
import type { Access } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { fieldOfStep } from '#engine/filters/index.ts'
import type { FilterNode, PathStep } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import { LateBinding, fragment, join } from './fragment.ts'
import type { Fragment } from './fragment.ts'

export interface ConditionScope {
  readonly dialect: Dialect
  entityOf(key: string): CompiledEntity | undefined
  /**
   * Whose eyes the filter looks with: a field is blank outside R(e,f), a related record is none
   * outside R(e). Null for filters of definitions (row scopes, guards), which see everything.
   */
  readonly access: Access | null
}

/** SQL of a filter over the records that `alias` stands for. */
export function condition(
  node: FilterNode,
  alias: string,
  scope: ConditionScope,
  positive = true
): Fragment {
  switch (node.op) {
    case 'true':
    case 'false':
      return fragment((node.op === 'true') === positive ? '1 = 1' : '1 = 0')
    case 'not':
      return condition(node.item, alias, scope, !positive)
    case 'all':
    case 'any': {
      const word = (node.op === 'all') === positive ? ' AND ' : ' OR '
      const items = node.items.map((item) => condition(item, alias, scope, positive))
      return parenthesised(join(items, word))
    }
    default: {
      const base = leafBase(node, node.path.steps, alias, scope)
      return isComplement(node) === positive ? join(['(', base, ') IS NOT TRUE']) : base
    }
  }
}

type Leaf = Extract<FilterNode, { op: 'compare' | 'empty' | 'has' }>

function isComplement(leaf: Leaf): boolean {
  if (leaf.op === 'empty') return leaf.is
  return leaf.op === 'compare' && (leaf.operator === 'ne' || leaf.operator === 'nin')
}

function leafBase(
  leaf: Leaf,
  steps: readonly PathStep[],
  alias: string,
  scope: ConditionScope
): Fragment {
  const [step, next] = steps
  if (!step) throw new TypeError('a path has at least one step')
  const base = next ? throughRelation(leaf, steps, alias, scope) : ownBase(leaf, step, alias, scope)
  const narrowed = stepNarrowings(step, alias, scope)
  return narrowed.length > 0 ? parenthesised(join([...narrowed, base], ' AND ')) : base
}

function throughRelation(
  leaf: Leaf,
  steps: readonly PathStep[],
  alias: string,
  scope: ConditionScope
): Fragment {
  const [relation, ...rest] = steps as [PathStep, PathStep]
  const target = entityNamed(rest[0]!.entity, scope)
  const inner = `${alias}x`
  const where = join(
    [visible(target, inner, scope), leafBase(leaf, rest, inner, scope)].filter((f) => f !== null),
    ' AND '
  )
  const column = columnSql(fieldOfStep(relation), alias, scope.dialect)
  const table = scope.dialect.quote(target.table)
  return join([`${column} IN (SELECT ${inner}."id" FROM ${table} ${inner} WHERE `, where, ')'])
}

function ownBase(leaf: Leaf, step: PathStep, alias: string, scope: ConditionScope): Fragment {
  const field = fieldOfStep(step)
  if (field.childEntity !== null) {
    const item = leaf.op === 'has' ? leaf.item : { op: 'true' as const }
    return childRow(entityNamed(field.childEntity, scope), item, alias, scope)
  }
  if (field.linkTable !== null) return linkedRecord(field, leaf, alias, scope)
  const column = columnSql(field, alias, scope.dialect)
  if (leaf.op === 'empty') return fragment(`${column} IS NOT NULL`)
  if (leaf.op === 'has') throw new TypeError(`${field.key} has no rows`)
  if (field.entityColumn !== null) return polymorphicComparison(leaf, field, alias, scope.dialect)
  return comparison(leaf, column, scope.dialect)
}

function childRow(
  child: CompiledEntity,
  item: FilterNode,
  alias: string,
  scope: ConditionScope
): Fragment {
  const inner = `${alias}x`
  const from = `EXISTS (SELECT 1 FROM ${scope.dialect.quote(child.table)} ${inner}`
  const where = `${from} WHERE ${inner}."parent_id" = ${alias}."id"`
  if (item.op === 'true') return fragment(`${where})`)
  return join([`${where} AND `, condition(item, inner, scope), ')'])
}

/** Some record that a to-many relation points to meets the filter; without one, that it points to any. */
function linkedRecord(
  field: CompiledField,
  leaf: Leaf,
  alias: string,
  scope: ConditionScope
): Fragment {
  const { quote } = scope.dialect
  const [link, inner] = [`${alias}l`, `${alias}x`]
  const owned = `EXISTS (SELECT 1 FROM ${quote(field.linkTable!)} ${link}`
  const where = ` WHERE ${link}."owner" = ${alias}."id"`
  if (leaf.op !== 'has') return fragment(`${owned}${where})`)
  const target = entityNamed(field.target!, scope)
  const joined = ` JOIN ${quote(target.table)} ${inner} ON ${inner}."id" = ${link}."target"`
  const seen = visible(target, inner, scope)
  const met = condition(leaf.item, inner, scope)
  const conditions = join(seen ? [seen, met] : [met], ' AND ')
  return join([`${owned}${joined}${where} AND `, conditions, ')'])
}

/** Id and entity have a column each; the id comes first, for it has the index. */
function polymorphicComparison(
  { operator, operands }: Extract<Leaf, { op: 'compare' }>,
  field: CompiledField,
  alias: string,
  dialect: Dialect
): Fragment {
  const id = columnSql(field, alias, dialect)
  const entity = `${alias}.${dialect.quote(field.entityColumn!)}`
  const list = operator === 'in' || operator === 'nin'
  const whole = operands.map((operand) => new LateBinding(operand, field, list, 'whole'))
  const ids = operands.map((operand) => new LateBinding(operand, field, list, 'id'))
  const both = `(${entity} || '/' || CAST(${id} AS text))`
  if (!list) return fragment(`(${id} = ? AND ${both} = ?)`, ...ids, ...whole)
  return fragment(`(${dialect.inList(id)} AND ${dialect.inList(both)})`, ...ids, ...whole)
}

const signs = { eq: '=', ne: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function comparison(
  { operator, operands, path }: Extract<Leaf, { op: 'compare' }>,
  column: string,
  dialect: Dialect
): Fragment {
  const field = fieldOfStep(path.steps.at(-1)!)
  const list = operator === 'in' || operator === 'nin'
  const bindings = operands.map((operand) => new LateBinding(operand, field, list))
  switch (operator) {
    case 'in':
    case 'nin':
      return fragment(dialect.inList(column), ...bindings)
    case 'between':
      return fragment(`${column} BETWEEN ? AND ?`, ...bindings)
    case 'contains':
      return fragment(dialect.containsText(column), ...bindings)
    case 'startsWith':
      return fragment(dialect.startsWithText(column), ...bindings)
    default:
      return fragment(`${column} ${signs[operator]} ?`, ...bindings)
  }
}

/** Where a step's field has its value, and the lookups that lead to it have theirs. */
export function stepNarrowings(step: PathStep, alias: string, scope: ConditionScope): Fragment[] {
  const entity = entityNamed(step.entity, scope)
  return [step.key, ...(step.via ?? [])]
    .map((key) => fieldNarrowing(entity, key, alias, scope))
    .filter((narrowing) => narrowing !== null)
}

/** Physical column of a field, of the record that `alias` stands for. */
export function columnSql(field: CompiledField, alias: string, dialect: Dialect): string {
  if (field.column === null) throw new TypeError(`${field.key} has no column`)
  return `${alias}.${dialect.quote(field.column)}`
}

/** Where the field has its value, when that is not on every readable row; rows of sub-tables follow their parent. */
export function fieldNarrowing(
  entity: CompiledEntity,
  field: string,
  alias: string,
  scope: ConditionScope
): Fragment | null {
  if (!scope.access || entity.parent !== null) return null
  const narrowing = scope.access.fieldScope(entity, field)
  return narrowing && condition(narrowing, alias, { ...scope, access: null })
}

/**
 * Related records that the actor may read and that are not deleted. A filter of a definition sees
 * every record that is still referred to, as `matches` does: null = no condition.
 */
export function visible(
  entity: CompiledEntity,
  alias: string,
  scope: ConditionScope
): Fragment | null {
  if (!scope.access) return null
  if (entity.parent !== null) return visibleParent(entity, alias, scope)
  const deleted = fragment(`${alias}."deleted_at" IS NULL`)
  const rows = scope.access.scope(entity, 'read')
  if (rows.op === 'true') return deleted
  return join([deleted, condition(rows, alias, { ...scope, access: null })], ' AND ')
}

function visibleParent(
  child: CompiledEntity,
  alias: string,
  scope: ConditionScope
): Fragment | null {
  const parent = entityNamed(child.parent!, scope)
  const holder = parent.children.find(({ childEntity }) => childEntity === child.key)
  const inner = `${alias}x`
  const seen = visible(parent, inner, scope)
  const narrowed = holder ? fieldNarrowing(parent, holder.key, inner, scope) : null
  const where = [seen, narrowed].filter((condition) => condition !== null)
  if (where.length === 0) return null
  const table = scope.dialect.quote(parent.table)
  const from = `${alias}."parent_id" IN (SELECT ${inner}."id" FROM ${table} ${inner} WHERE `
  return join([from, join(where, ' AND '), ')'])
}

export function entityNamed(key: string, scope: Pick<ConditionScope, 'entityOf'>): CompiledEntity {
  const entity = scope.entityOf(key)
  if (!entity) throw new TypeError(`there is no entity ${key}`)
  return entity
}

function parenthesised(inner: Fragment): Fragment {
  return { sql: `(${inner.sql})`, bindings: inner.bindings }
}
