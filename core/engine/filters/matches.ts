import { instantOfDay, toValue } from '#engine/expressions/index.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import { memberOf } from '#engine/fields/index.ts'
import { isBlank } from '#engine/values.ts'
import type { Value, Values } from '#engine/values.ts'
import type { FieldPath, FilterNode, Operand, PathStep } from './ast.ts'
import { asksItems, itemKey } from './list_items.ts'
import { daysOf } from './periods.ts'
import { fieldOfStep } from './system_fields.ts'

/** What a filter reads beside the record itself; loaded beforehand. */
export interface FilterEnvironment {
  /** Value of a `$` name, without the `$`. */
  actorValue(name: string): Value | readonly Value[]
  /** A record of another entity, with its children where the filter asks for them; null = there is none. */
  related(entity: string, id: string): Values | null
  /** The record before the change, for `changed`, `from` and `to`; null for a new one. */
  readonly old?: Values | null
  /** Where `"=expression"` operands read; null when the filter has none. */
  readonly expressionContext: EvaluationContext | null
}

/**
 * Whether a record meets a filter. Two-valued: a leaf with something blank is false (`ne` and `nin`,
 * the complements of `eq` and `in`, are then true). The SQL form of core/records/read gives the
 * same answer for every record; a property test holds both to it.
 */
export function matches(node: FilterNode, record: Values, environment: FilterEnvironment): boolean {
  switch (node.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'all':
      return node.items.every((item) => matches(item, record, environment))
    case 'any':
      return node.items.some((item) => matches(item, record, environment))
    case 'not':
      return !matches(node.item, record, environment)
    case 'empty':
      return isBlank(valueAt(node.path, record, environment)) === node.is
    case 'has':
      return rowsAt(node, record, environment).some((row) => matches(node.item, row, environment))
    case 'under':
      return isUnder(node, record, environment)
    case 'change':
      return isChanged(node, record, environment)
    case 'compare':
      return meets(node, record, environment)
  }
}

/** Goes up the tree from the record pointed to until one of those named is met. */
function isUnder(
  node: Extract<FilterNode, { op: 'under' }>,
  record: Values,
  environment: FilterEnvironment
): boolean {
  const value = operandValue(node.operand, fieldOfStep(node.path.steps.at(-1)!), environment)
  const named = new Set<unknown>(Array.isArray(value) ? value : [value])
  const seen = new Set<Value>()
  let at = valueAt(node.path, record, environment)
  while (typeof at === 'string' && !seen.has(at)) {
    seen.add(at)
    const there: Values | null = environment.related(node.entity, at)
    if (there === null) return false
    if (named.has(at)) return true
    at = there[node.parent.key] ?? null
  }
  return false
}

function isChanged(
  { path, operator, operand, is }: Extract<FilterNode, { op: 'change' }>,
  record: Values,
  environment: FilterEnvironment
): boolean {
  const step = path.steps[0]!
  const field = fieldOfStep(step)
  const before = part(environment.old?.[step.key] ?? null, step)
  const after = part(record[step.key] ?? null, step)
  const bothBlank = isBlank(before) && isBlank(after)
  const isSame = bothBlank || (!isBlank(before) && !isBlank(after) && same(before, after, field))
  if (operand === null) return isSame !== is
  const wanted = operandValue(operand, field, environment)
  const side = operator === 'from' ? before : after
  return !isSame && !isBlank(side) && !isBlank(wanted) && same(side, wanted as Value, field)
}

/** Rows of a sub-table, or the records that a to-many relation points to. */
function rowsAt(
  node: Extract<FilterNode, { op: 'has' }>,
  record: Values,
  environment: FilterEnvironment
): readonly Values[] {
  const value = valueAt(node.path, record, environment)
  if (!Array.isArray(value)) return []
  if (asksItems(node)) return value.map((item: Value) => ({ [itemKey]: item }))
  return (value as readonly (Values | string)[]).flatMap((item) => {
    const row = typeof item === 'string' ? environment.related(node.entity, item) : item
    return row ? [row] : []
  })
}

type Comparison = Extract<FilterNode, { op: 'compare' }>

function meets(node: Comparison, record: Values, environment: FilterEnvironment): boolean {
  if (node.operator === 'ne') return !meets({ ...node, operator: 'eq' }, record, environment)
  if (node.operator === 'nin') return !meets({ ...node, operator: 'in' }, record, environment)
  const value = valueAt(node.path, record, environment)
  if (isBlank(value)) return false
  const field = fieldOfStep(node.path.steps.at(-1)!)
  const operands = node.operands.map((operand) => operandValue(operand, field, environment))
  const first = operands[0]
  if (node.operator === 'in') {
    const list: readonly unknown[] = Array.isArray(first) ? first : [first]
    return list.some((item) => !isBlank(item) && same(value, item as Value, field))
  }
  if (operands.some(isBlank)) return false
  return holds(node.operator, value, operands as Value[], field)
}

function holds(
  operator: Exclude<Comparison['operator'], 'ne' | 'nin' | 'in'>,
  value: Value,
  operands: readonly Value[],
  field: CompiledField
): boolean {
  const [first = null, second = null] = operands
  const order = (other: Value) => field.type.compare(value, other, field)
  switch (operator) {
    case 'eq':
      return same(value, first, field)
    case 'gt':
      return order(first) > 0
    case 'gte':
      return order(first) >= 0
    case 'lt':
      return order(first) < 0
    case 'lte':
      return order(first) <= 0
    case 'between':
      return order(first) >= 0 && order(second) <= 0
    case 'within':
    case 'withinDays':
      return order(first) >= 0 && order(second) < 0
    case 'contains':
      return searched(value, field).includes(String(first))
    case 'startsWith':
      return searched(value, field).startsWith(String(first))
  }
}

/** The text in which parts are looked for. */
function searched(value: Value, { type }: CompiledField): string {
  return type.searchedText ? type.searchedText(value) : String(value)
}

function same(a: Value, b: Value, field: CompiledField): boolean {
  return a === b || field.type.compare(a, b, field) === 0
}

/** The part of an object that a step is about, else the whole value. */
function part(value: Value, { field }: PathStep): Value {
  return field?.member ? memberOf(value, field.member) : value
}

/** Value at the end of a path; blank when a relation on the way leads nowhere. */
function valueAt(path: FieldPath, record: Values, environment: FilterEnvironment): Value {
  let current: Values | null = record
  for (const [i, step] of path.steps.entries()) {
    const whole: Value = current[step.key] ?? null
    const value: Value = part(whole, step)
    const next = path.steps[i + 1]
    if (!next) return value
    current = isBlank(value) ? null : environment.related(next.entity, String(value))
    if (current === null) return null
  }
  return null
}

/** What an operand is worth now, in the form of the field's values. */
export function operandValue(
  operand: Operand,
  field: CompiledField,
  environment: Pick<FilterEnvironment, 'actorValue' | 'expressionContext'>
): Value | readonly Value[] {
  switch (operand.kind) {
    case 'literal':
      return operand.value
    case 'list':
      return operand.values
    case 'actor':
      return environment.actorValue(operand.name)
    case 'period': {
      const today = String(environment.actorValue('today'))
      const day = daysOf(operand.period, today)[operand.edge]
      const isDay = field.type.valueType(field).kind === 'date'
      return isDay ? day : instantOfDay(day, String(environment.actorValue('zone')))
    }
    case 'expression': {
      const { expressionContext } = environment
      if (!expressionContext) throw new TypeError('the filter has an expression but no context')
      const result = operand.expression.evaluate(expressionContext)
      const one = (item: unknown) => fieldValue(toValue(item as never, scaleOf(field)), field)
      return Array.isArray(result) ? result.map(one) : one(result)
    }
  }
}

/** Digits after the point of a field whose values are decimals in text; null for integers. */
function scaleOf(field: CompiledField): number | null {
  const isNumber = field.type.valueType(field).kind === 'number'
  return isNumber && field.type.parse('0', field).ok ? field.scale : null
}

/** A result that does not fit the field meets nothing. */
function fieldValue(value: Value, field: CompiledField): Value {
  const parsed = field.type.parse(value, field)
  return parsed.ok ? parsed.value : null
}
