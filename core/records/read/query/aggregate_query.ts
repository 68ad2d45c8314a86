import { budgets } from '#engine/budgets.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { comparedPath, parseFilter, parsePath } from '#engine/filters/index.ts'
import type { FieldPath, FilterContext, FilterNode } from '#engine/filters/index.ts'
import { tooComplex } from '#engine/filters/index.ts'
import { faultOf } from '../errors.ts'
import type { ReadContext } from '../read_context.ts'
import { requestFilterContext } from './filter_context.ts'
import { isGroup, isObject, mostMeasures, readMeasures, unknownMembers } from './measures.ts'
import type { Measure } from './measures.ts'
import { havingContext } from './measure_fields.ts'
import { invalidParameter } from './parameters.ts'
import { parseSearch } from './search.ts'

/** What an aggregate is asked for. */
export interface AggregateQuery {
  readonly groups: readonly FieldPath[]
  readonly measures: readonly Measure[]
  readonly filter: FilterNode
  /** Which groups are wanted, over the measures as a record each. */
  readonly having: FilterNode
  /** As of a list; null = everything. */
  readonly search: string | null
  readonly sort: readonly AggregateSort[]
  readonly limit: number
}

/** By the n-th group or measure. */
export interface AggregateSort {
  readonly kind: 'group' | 'measure'
  readonly index: number
  readonly descending: boolean
}

const members = ['groupBy', 'measures', 'filter', 'having', 'search', 'sort', 'limit']
const mostRelations = 40

/** @throws Refusal with every fault of the body at once */
export function parseAggregate(body: unknown, context: ReadContext): AggregateQuery {
  const faults: Fault[] = []
  const given = isObject(body) ? body : {}
  if (given !== body) faults.push(invalidParameter('body', '应为对象', 'must be an object'))
  unknownMembers(given, members, '', faults)
  const names = requestFilterContext(context)
  const groups = readGroups(given.groupBy, names, faults)
  const measures = readMeasures(given.measures, names, faults)
  for (const { as } of measures) {
    const isTaken = groups.some((group) => group.text === as)
    if (isTaken || measures.filter((measure) => measure.as === as).length > 1) {
      faults.push(invalidParameter('measures', `中的“${as}”重复`, `names "${as}" twice`))
    }
  }
  if (relationsIn([...groups, ...measures.map(({ of }) => of)]) > mostRelations) {
    const zh = `分组与度量最多经过 ${mostRelations} 个关联`
    faults.push(faultOf(tooComplex('', 'relations', mostRelations, zh), 'groupBy'))
  }
  const { node, problems } = parseFilter(given.filter ?? {}, names)
  faults.push(...problems.map((problem) => faultOf(problem, 'filter')))
  const wanted = parseFilter(given.having ?? {}, havingContext(measures, context))
  faults.push(...wanted.problems.map((problem) => faultOf(problem, 'having')))
  const search = readSearch(given.search, faults)
  const sort = readSort(given.sort, groups, measures, faults)
  const limit = readLimit(given.limit, faults)
  if (faults.length > 0) throw new Refusal(faults)
  return { groups, measures, filter: node, having: wanted.node, search, sort, limit }
}

/** Relations followed: each is a join, and SQLite joins at most 64 tables. */
function relationsIn(paths: readonly (FieldPath | null)[]): number {
  return paths.reduce((sum, path) => sum + (path ? path.steps.length - 1 : 0), 0)
}

function readGroups(given: unknown, names: FilterContext, faults: Fault[]): FieldPath[] {
  const texts = textList(given ?? [], 'groupBy', faults)
  const groups: FieldPath[] = []
  for (const text of texts) {
    const { path, problem } = parsePath(text, names)
    if (problem) faults.push(faultOf(problem, 'groupBy'))
    else if (groups.some((group) => group.text === text)) {
      faults.push(invalidParameter('groupBy', '中有重复的字段', 'names a field twice'))
    } else if (!isGroup(comparedPath(path))) {
      const shown = text.slice(0, 100)
      faults.push(invalidParameter('groupBy', `不能按“${shown}”分组`, `cannot group by "${shown}"`))
    } else groups.push(comparedPath(path))
  }
  return groups
}

function readSearch(given: unknown, faults: Fault[]): string | null {
  if (given === undefined) return null
  if (typeof given === 'string') return parseSearch(given, faults)
  faults.push(invalidParameter('search', '应为文本', 'must be text'))
  return null
}

function readSort(
  given: unknown,
  groups: readonly FieldPath[],
  measures: readonly Measure[],
  faults: Fault[]
): AggregateSort[] {
  if (given === undefined)
    return groups.map((_, index) => ({ kind: 'group', index, descending: false }))
  if (
    typeof given !== 'string' ||
    given.split(',', budgets.sortKeys + 1).length > budgets.sortKeys
  ) {
    const zh = `应为文本，最多 ${budgets.sortKeys} 个`
    faults.push(invalidParameter('sort', zh, `must be text naming at most ${budgets.sortKeys}`))
    return []
  }
  return given.split(',').flatMap((name): AggregateSort[] => {
    const descending = name.trim().startsWith('-')
    const plain = name.trim().slice(descending ? 1 : 0)
    const group = groups.findIndex((path) => path.text === plain)
    if (group !== -1) return [{ kind: 'group', index: group, descending }]
    const measure = measures.findIndex(({ as }) => as === plain)
    if (measure !== -1) return [{ kind: 'measure', index: measure, descending }]
    const shown = plain.slice(0, 100)
    faults.push(
      invalidParameter('sort', `中没有“${shown}”`, `names "${shown}", which is not there`)
    )
    return []
  })
}

function readLimit(given: unknown, faults: Fault[]): number {
  const limit = given ?? budgets.pageRecords
  if (typeof limit === 'number' && Number.isInteger(limit)) {
    if (limit >= 1 && limit <= budgets.pageRecords) return limit
  }
  const largest = budgets.pageRecords
  faults.push(
    invalidParameter('limit', `应为 1 到 ${largest} 的整数`, `must be from 1 to ${largest}`)
  )
  return 1
}

function textList(given: unknown, name: string, faults: Fault[]): string[] {
  const isList = Array.isArray(given) && given.length <= mostMeasures
  if (isList && given.every((item) => typeof item === 'string')) return given as string[]
  faults.push(invalidParameter(name, '应为字段名的列表', 'must be a list of field names'))
  return []
}
