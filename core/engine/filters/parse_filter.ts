import { budgets } from '#engine/budgets.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { pointerTo } from '#engine/problems.ts'
import { filterOperators } from './ast.ts'
import type { FieldPath, FilterNode, FilterOperator } from './ast.ts'
import type { FilterContext } from './filter_context.ts'
import { invalidFilter, invalidValue, tooComplex, unknownOperator } from './filter_problem.ts'
import type { FilterProblem } from './filter_problem.ts'
import { parseOperands } from './parse_operand.ts'
import { parsePath } from './parse_path.ts'
import { isItem, itemField, itemPath } from './list_items.ts'
import { comparedPath } from './members.ts'
import { fieldOfStep } from './system_fields.ts'

interface Reading {
  readonly context: FilterContext
  readonly problems: FilterProblem[]
  leaves: number
}

/** Where in the filter the reader stands. */
interface Place {
  readonly reading: Reading
  readonly entity: CompiledEntity
  readonly pointer: string
  readonly depth: number
}

const nothing: FilterNode = { op: 'false' }

/**
 * Reads a filter (definitions.md, "One condition language"). Pure; never throws: every fault is a
 * problem with its JSON pointer, and with problems the node is not to be used.
 *
 * @example
 * parseFilter({ status: 'open', amount: { gte: '1000' } }, context)
 */
export function parseFilter(
  raw: unknown,
  context: FilterContext
): { node: FilterNode; problems: FilterProblem[] } {
  const reading: Reading = { context, problems: [], leaves: 0 }
  const node = readObject(raw, { reading, entity: context.entity, pointer: '', depth: 1 })
  if (reading.leaves > budgets.conditionLeaves) {
    const limit = budgets.conditionLeaves
    const zh = `筛选条件最多 ${limit} 个`
    reading.problems.push(tooComplex('', 'conditionLeaves', limit, zh))
  }
  return { node: reading.problems.length > 0 ? nothing : node, problems: reading.problems }
}

function readObject(raw: unknown, place: Place): FilterNode {
  const { reading } = place
  if (place.depth > budgets.conditionDepth) {
    const limit = budgets.conditionDepth
    const zh = `筛选条件最多嵌套 ${limit} 层`
    return refuse(reading, tooComplex(place.pointer, 'conditionDepth', limit, zh))
  }
  if (!isObject(raw)) {
    const { pointer } = place
    return refuse(reading, invalidFilter(pointer, '筛选条件应为对象', 'A filter must be an object'))
  }
  const items: FilterNode[] = []
  for (const key of Object.keys(raw)) {
    if (reading.leaves > budgets.conditionLeaves) break
    const member = { ...place, pointer: pointerTo(place.pointer, key) }
    items.push(readMember(key, raw[key], member))
  }
  return all(items)
}

function readMember(key: string, given: unknown, place: Place): FilterNode {
  const { reading } = place
  const inner = { ...place, depth: place.depth + 1 }
  if (key === 'not') return { op: 'not', item: readObject(given, inner) }
  if (key !== 'any' && key !== 'all') return readField(key, given, place)
  if (!Array.isArray(given) || given.length === 0) {
    const zh = `“${key}”应为至少有一项的列表`
    return refuse(reading, invalidFilter(place.pointer, zh, `"${key}" must be a non-empty list`))
  }
  const items: FilterNode[] = []
  for (const [i, item] of given.entries()) {
    if (reading.leaves > budgets.conditionLeaves) break
    // An empty object in a list of thousands costs work too, so each item counts as a leaf.
    reading.leaves += isObject(item) && Object.keys(item).length === 0 ? 1 : 0
    items.push(readObject(item, { ...inner, pointer: pointerTo(place.pointer, i) }))
  }
  return { op: key, items }
}

function readField(name: string, given: unknown, place: Place): FilterNode {
  const { reading } = place
  const found = parsePath(name, { ...reading.context, entity: place.entity }, place.pointer)
  if (!found.path) return refuse(reading, found.problem)
  const path = comparedPath(found.path)
  if (Array.isArray(given)) {
    const fault = { keyword: 'type', zh: '不能是列表，请用 in', en: 'cannot be a list: use "in"' }
    return refuse(reading, invalidValue(name, place.pointer, fault))
  }
  if (!isObject(given)) {
    if (typeof given === 'object' && given !== null) {
      return refuse(reading, invalidFilter(place.pointer, '应为对象', 'must be a plain object'))
    }
    return readLeaf(path, 'eq', given, place)
  }
  const operators = Object.keys(given)
  if (operators.length === 0) {
    const zh = `“${name.slice(0, 100)}”缺少运算符`
    return refuse(reading, invalidFilter(place.pointer, zh, 'An operator is missing'))
  }
  const leaves: FilterNode[] = []
  for (const operator of operators) {
    if (reading.leaves > budgets.conditionLeaves) break
    const leaf = { ...place, pointer: pointerTo(place.pointer, operator) }
    leaves.push(readLeaf(path, operator, given[operator], leaf))
  }
  return all(leaves)
}

function readLeaf(path: FieldPath, operator: string, given: unknown, place: Place): FilterNode {
  const { reading, pointer } = place
  reading.leaves += 1
  const field = fieldOfStep(path.steps.at(-1)!)
  const allowed = operatorsOf(path, reading.context)
  if (!isOperator(operator) || !allowed.includes(operator)) {
    return refuse(reading, unknownOperator(path.text, operator, allowed, pointer))
  }
  switch (operator) {
    case 'has':
      return readHas(path, given, place)
    case 'empty':
      return isTruth(path, given, place, (is) => ({ op: 'empty', path, is }))
    case 'changed':
      return isTruth(path, given, place, (is) => ({
        ...({ op: 'change', operator, path, is, operand: null } as const),
      }))
  }
  const { context, problems } = reading
  const operands = parseOperands(given, {
    ...{ name: path.text, field, operator, pointer, context, problems },
  })
  const [operand = null] = operands
  if (operator === 'from' || operator === 'to') {
    return { op: 'change', operator, path, is: true, operand }
  }
  if (operator !== 'under') return { op: 'compare', path, operator, operands }
  const tree = treeOf(path, context)!
  return { op: 'under', path, operand: operand!, ...tree }
}

function isTruth(
  path: FieldPath,
  given: unknown,
  { reading, pointer }: Place,
  leaf: (is: boolean) => FilterNode
): FilterNode {
  if (typeof given === 'boolean') return leaf(given)
  const fault = { keyword: 'type', zh: '应为 true 或 false', en: 'must be true or false' }
  return refuse(reading, invalidValue(path.text, pointer, fault))
}

function readHas(path: FieldPath, given: unknown, place: Place): FilterNode {
  const { reading, pointer, depth } = place
  const field = fieldOfStep(path.steps.at(-1)!)
  const item = itemField(field)
  if (item) return readItems(path, itemPath(path, item), given, place)
  const key = field.childEntity ?? (field.linkTable === null ? null : field.target)
  const entity = key === null ? undefined : reading.context.entityOf(key)
  if (!entity) return refuse(reading, unknownOperator(path.text, 'has', ['empty'], pointer))
  // Of a to-many relation the record itself may be named: {"members": {"has": "$me"}}.
  const isRecord = field.linkTable !== null && typeof given === 'string'
  const inner = { reading, entity, pointer, depth: depth + 1 }
  return {
    ...({ op: 'has', path, entity: entity.key } as const),
    item: readObject(isRecord ? { id: given } : given, inner),
  }
}

/** `{"has": "a"}`, or operators that one item of the list meets: `{"has": {"in": ["a", "b"]}}`. */
function readItems(path: FieldPath, item: FieldPath, given: unknown, place: Place): FilterNode {
  const asked = isObject(given) ? Object.entries(given) : [['eq', given] as const]
  if (asked.length === 0) {
    const zh = `“${path.text.slice(0, 100)}”缺少运算符`
    return refuse(place.reading, invalidFilter(place.pointer, zh, 'An operator is missing'))
  }
  const leaves = asked.map(([operator, operand]) => {
    const pointer = isObject(given) ? pointerTo(place.pointer, operator) : place.pointer
    return readLeaf(item, operator, operand, { ...place, pointer })
  })
  return { op: 'has', path, entity: item.steps[0]!.entity, item: all(leaves) }
}

/** Operators of a field: those of its type, and those that its meaning adds. */
export function operatorsOf(
  path: FieldPath,
  context: Omit<FilterContext, 'codesOf' | 'actorNames'>
): readonly FilterOperator[] {
  const field = fieldOfStep(path.steps.at(-1)!)
  const { kind } = field.type.valueType(field)
  const own = field.type.operators.filter(
    // Parts of text can only be looked for in text.
    (name) => kind === 'text' || (name !== 'contains' && name !== 'startsWith')
  )
  const isTime = kind === 'date' || kind === 'datetime'
  const isOwn = path.steps.length === 1 && field.childEntity === null && !isItem(field)
  return [
    ...own,
    ...(isTime ? (['within', 'withinDays'] as const) : []),
    ...(treeOf(path, context) ? (['under'] as const) : []),
    ...(context.seesChange && isOwn ? (['changed', 'from', 'to'] as const) : []),
  ]
}

/** The tree in which the record stands that a path leads to. */
function treeOf(path: FieldPath, context: Omit<FilterContext, 'codesOf' | 'actorNames'>) {
  const { entity, field, key } = path.steps.at(-1)!
  const system = key === 'id' ? entity : key === 'dept_id' ? context.department : null
  const target = field ? (field.linkTable === null ? field.target : null) : system
  const tree = target == null ? undefined : context.entityOf(target)
  const parent = tree?.fields.get(tree.treeParent ?? '')
  if (!tree || !parent) return null
  const isHidden = context.readable?.(tree, parent.key) === false
  return isHidden || context.masked?.(tree, parent.key) ? null : { entity: tree.key, parent }
}

function isOperator(name: string): name is FilterOperator {
  return (filterOperators as readonly string[]).includes(name)
}

function all(items: readonly FilterNode[]): FilterNode {
  if (items.length === 0) return { op: 'true' }
  return items.length === 1 ? items[0]! : { op: 'all', items }
}

/** Counted as a leaf too, so that a long list of faults ends at the same budget. */
function refuse(reading: Reading, problem: FilterProblem): FilterNode {
  reading.problems.push(problem)
  reading.leaves += 1
  return nothing
}

/** A JSON object; nothing with a prototype of its own making. */
function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
