/**
 * Filters as SQL. Every leaf has a base, the positive form that is NULL or false wherever something
 * is blank; `ne`, `nin` and `empty: true` are complements of a base. `not` is pushed down to the
 * leaves, and only a complement is written null-safe, `(base) IS NOT TRUE`, so that indexes serve
 * the rest. Both databases run the same text.
 *
 * A path through a relation is `relation IN (SELECT id …)`: its complement is as simple, no join
 * multiplies rows, and the planner may start from either side.
 */
import { heldAccess } from '#engine/access/index.ts'
import type { Access } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { fieldOfStep, operandSql, readsRecord } from '#engine/filters/index.ts'
import type { FilterNode, Operand, PathStep } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import { LateBinding, allOf, fragment, join } from './fragment.ts'
import type { Fragment } from './fragment.ts'

export interface ConditionScope {
  readonly dialect: Dialect
  entityOf(key: string): CompiledEntity | undefined
  /**
   * Whose eyes the filter looks with: a field is blank outside R(e,f), a related record is none
   * outside R(e). Null for filters of definitions (row scopes, guards), which see everything.
   */
  readonly access: Access | null
  /** Alias of the record the filter is asked for, which expressions read; inside `has` not that of the row. */
  readonly root?: string | undefined
}

/** SQL of a filter over the records that `alias` stands for. */
export function condition(
  node: FilterNode,
  alias: string,
  scope: ConditionScope,
  positive = true
): Fragment {
  if (scope.root === undefined) return condition(node, alias, { ...scope, root: alias }, positive)
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
    case 'change':
      throw new TypeError('a filter over records as they stand knows no change')
    default: {
      const base = leafBase(node, node.path.steps, alias, scope)
      return isComplement(node) === positive ? join(['(', base, ') IS NOT TRUE']) : base
    }
  }
}

type Leaf = Extract<FilterNode, { op: 'compare' | 'empty' | 'has' | 'under' }>

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
  if (leaf.op === 'has') return listItem(leaf, column, `${alias}x`, scope)
  if (leaf.op === 'under') return underBase(leaf, column, alias, scope)
  if (field.entityColumn !== null) return polymorphicComparison(leaf, field, alias, scope.dialect)
  return comparison(leaf, column, scope)
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

/** Some item of a list that lies in one column meets the comparisons. */
function listItem(
  leaf: Extract<Leaf, { op: 'has' }>,
  column: string,
  inner: string,
  scope: ConditionScope
): Fragment {
  const asked = leaf.item.op === 'all' ? leaf.item.items : [leaf.item]
  const met = asked.map((item) => {
    if (item.op !== 'compare') throw new TypeError(`an item of a list has no ${item.op}`)
    return comparison(item, `${inner}."value"`, scope)
  })
  const from = `EXISTS (SELECT 1 FROM ${scope.dialect.listItems(column, inner)} WHERE `
  return join([from, join(met, ' AND '), ')'])
}

/** Some record that a to-many relation points to meets the filter; without one, that it points to any. */
function linkedRecord(
  field: CompiledField,
  leaf: Leaf,
  alias: string,
  eyes: ConditionScope
): Fragment {
  const { quote } = eyes.dialect
  const [link, inner] = [`${alias}l`, `${alias}x`]
  const owned = `EXISTS (SELECT 1 FROM ${quote(field.linkTable!)} ${link}`
  const where = ` WHERE ${link}."owner" = ${alias}."id"`
  if (leaf.op !== 'has') return fragment(`${owned}${where})`)
  const target = entityNamed(field.target!, eyes)
  const scope = { ...eyes, access: eyes.access && heldAccess(eyes.access, target) }
  const joined = ` JOIN ${quote(target.table)} ${inner} ON ${inner}."id" = ${link}."target"`
  const seen = visible(target, inner, scope)
  const met = condition(leaf.item, inner, scope)
  const conditions = join(seen ? [seen, met] : [met], ' AND ')
  return join([`${owned}${joined}${where} AND `, conditions, ')'])
}

/** The tree is walked from those named downwards, as far as the actor may see it. */
function underBase(
  { entity, parent, operand, path }: Extract<Leaf, { op: 'under' }>,
  column: string,
  alias: string,
  scope: ConditionScope
): Fragment {
  const tree = entityNamed(entity, scope)
  const { quote, inList } = scope.dialect
  const [top, below, walk] = [`${alias}r`, `${alias}c`, `${alias}w`]
  const named = new LateBinding(operand, fieldOfStep(path.steps.at(-1)!), true)
  const seen = (one: string) => visible(tree, one, scope)
  const first = allOf([fragment(inList(`${top}."id"`), named), seen(top)])
  const next = allOf([fieldNarrowing(tree, parent.key, below, scope), seen(below)])
  const up = `${columnSql(parent, below, scope.dialect)} = ${walk}.id`
  return join([
    `${column} IN (WITH RECURSIVE ${walk}(id) AS (`,
    join([`SELECT ${top}."id" FROM ${quote(tree.table)} ${top} WHERE `, first, ' UNION ']),
    `SELECT ${below}."id" FROM ${quote(tree.table)} ${below} JOIN ${walk} ON ${up} WHERE `,
    join([next, `) SELECT id FROM ${walk})`]),
  ])
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

type FieldComparison = Extract<Leaf, { op: 'compare' }>

const signs = { eq: '=', ne: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function comparison(
  leaf: Extract<Leaf, { op: 'compare' }>,
  column: string,
  scope: ConditionScope
): Fragment {
  const { operator, operands } = leaf
  const { dialect } = scope
  const [first, second] = operands.map((operand) => operandFragment(leaf, operand, scope))
  if (!first) throw new TypeError(`${operator} has no operand`)
  switch (operator) {
    case 'in':
    case 'nin':
      // An expression gives one value here; a list is a bound parameter.
      if (first.sql !== '?') return join([`${column} = `, first])
      return { sql: dialect.inList(column), bindings: first.bindings }
    case 'between':
      return join([`${column} BETWEEN `, first, ' AND ', second!])
    case 'within':
    case 'withinDays':
      return join([`(${column} >= `, first, ` AND ${column} < `, second!, ')'])
    case 'contains':
      return inPlace(dialect.containsText(searchedSql(leaf, column, dialect)), first)
    case 'startsWith':
      return inPlace(dialect.startsWithText(searchedSql(leaf, column, dialect)), first)
    default:
      return join([`${column} ${signs[operator]} `, first])
  }
}

/** The text in which parts are looked for. */
function searchedSql({ path }: FieldComparison, column: string, dialect: Dialect): string {
  return fieldOfStep(path.steps.at(-1)!).type.searchedText ? dialect.htmlText(column) : column
}

/** A bound parameter; for an expression over the record its SQL. */
function operandFragment(
  { path, operator }: Extract<Leaf, { op: 'compare' }>,
  operand: Operand,
  { dialect, entityOf, access, root }: ConditionScope
): Fragment {
  const field = fieldOfStep(path.steps.at(-1)!)
  if (operand.kind === 'expression' && readsRecord(operand) && access === null) {
    const { name, quote } = dialect
    const place = { dialect: name, quote, alias: root!, entityOf }
    const made = operandSql(operand, field, place)
    if (!made) throw new TypeError(`${operand.expression.source} has no SQL`)
    return made
  }
  return fragment('?', new LateBinding(operand, field, operator === 'in' || operator === 'nin'))
}

/** The one `?` of a text replaced. */
function inPlace(text: string, { sql, bindings }: Fragment): Fragment {
  return { sql: text.replace('?', () => sql), bindings }
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
  const column = `${alias}.${dialect.quote(field.column)}`
  if (!field.member) return column
  const isNumber = field.type.valueType(field).kind === 'number'
  return dialect.jsonMember(column, field.member, isNumber ? field.scale : null)
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
  return narrowing && condition(narrowing, alias, { ...scope, access: null, root: undefined })
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
  return join(
    [deleted, condition(rows, alias, { ...scope, access: null, root: undefined })],
    ' AND '
  )
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
