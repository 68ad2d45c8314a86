import { budgets } from '#engine/budgets.ts'
import { scanJson } from '#engine/compile/reading/scan_json.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { filterKey, parseFilter } from '#engine/filters/index.ts'
import type { FilterContext, FilterNode, FilterProblem } from '#engine/filters/index.ts'
import { invalidFilter } from '#engine/filters/index.ts'
import { faultOf } from '../errors.ts'
import type { ReadContext } from '../read_context.ts'
import { parseFields, wholeTree } from '../select/field_tree.ts'
import type { FieldTree } from '../select/field_tree.ts'
import { requestFilterContext } from './filter_context.ts'
import { parseSort } from './order.ts'
import type { SortKey } from './order.ts'
import { invalidParameter, parseLimit, singleParameters } from './parameters.ts'
import type { Query } from './parameters.ts'
import { parseSearch } from './search.ts'

/** What a list is asked for. */
export interface ListQuery {
  readonly filter: FilterNode
  readonly sort: readonly SortKey[]
  readonly limit: number
  readonly cursor: string | null
  readonly count: 'none' | 'exact' | 'estimate'
  readonly search: string | null
  /** Records in the recycle bin instead of those that stand. */
  readonly deleted: boolean
  readonly view: View
  /** Text of all that a cursor is good for. */
  readonly question: string
}

/** Fields shown; `name` stands for them where compiled selections are kept. */
export interface View {
  readonly name: string
  tree(): FieldTree
}

const parameters = [
  'filter',
  'sort',
  'fields',
  'limit',
  'cursor',
  'count',
  'search',
  'deleted',
] as const

/** @throws Refusal with every fault of the query at once */
export function parseListQuery(query: Query, context: ReadContext): ListQuery {
  const faults: Fault[] = []
  const given = singleParameters(query, parameters, faults)
  const names = requestFilterContext(context)
  const filter = readFilter(given.filter, names, faults)
  const sort = given.sort ? parseSort(given.sort, names, faults) : []
  const search = given.search === undefined ? null : parseSearch(given.search, faults)
  const deleted = readSwitch('deleted', given.deleted, faults)
  const parsed: ListQuery = {
    ...{ filter, sort, search },
    limit: parseLimit(given.limit, faults),
    cursor: given.cursor ?? null,
    count: readCount(given.count, faults),
    deleted,
    view: readView(given.fields, context, faults, false),
    question: JSON.stringify([
      context.entity.uid,
      filterKey(filter),
      sort.map((key) => [key.path.text, key.descending]),
      search,
      deleted,
      context.actor.userId,
    ]),
  }
  if (faults.length > 0) throw new Refusal(faults)
  return parsed
}

function readFilter(text: string | undefined, context: FilterContext, faults: Fault[]): FilterNode {
  if (text === undefined) return { op: 'true' }
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    faults.push(invalidParameter('filter', '不是有效的 JSON', 'is not valid JSON'))
    return { op: 'false' }
  }
  const { node, problems } = parseFilter(raw, context)
  problems.push(...repeatedMembers(text))
  faults.push(...problems.map((problem) => faultOf(problem, 'filter')))
  return node
}

/** A member given twice: a parser keeps the last, and a condition would be dropped silently. */
function repeatedMembers(text: string): FilterProblem[] {
  const problems: FilterProblem[] = []
  const ignored = () => {}
  scanJson(text, {
    open: (_pointer, depth) => depth <= budgets.bodyDepth,
    member(pointer, name, _owner, again) {
      if (!again || problems.length >= mostRepeated) return
      const zh = `“${name.slice(0, 100)}”出现了两次`
      problems.push(invalidFilter(pointer(), zh, `"${name.slice(0, 100)}" is given twice`))
    },
    text: ignored,
    number: ignored,
  })
  return problems
}

const mostRepeated = 20

function readCount(text: string | undefined, faults: Fault[]): ListQuery['count'] {
  if (text === undefined || text === 'none') return 'none'
  if (text === 'exact' || text === 'estimate') return text
  const kinds = 'none, exact, estimate'
  faults.push(invalidParameter('count', `应为 ${kinds} 之一`, `must be one of ${kinds}`))
  return 'none'
}

function readSwitch(name: string, text: string | undefined, faults: Fault[]): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false') {
    faults.push(invalidParameter(name, '应为 true 或 false', 'must be true or false'))
  }
  return text === 'true'
}

/** `fields`, or all that the actor may read; sub-tables only where one record is asked for. */
export function readView(
  text: string | undefined,
  context: ReadContext,
  faults: Fault[],
  withChildren: boolean
): View {
  const { entity } = context
  if (text === undefined) {
    const name = withChildren ? '+' : ''
    return { name, tree: () => wholeTree(entity, context, withChildren) }
  }
  const { tree, problems } = parseFields(text, entity, context)
  faults.push(...problems.map((problem) => faultOf(problem, 'fields')))
  return { name: `fields ${text}`, tree: () => tree }
}
