import type { Fault } from '#engine/errors.ts'
import { comparedPath, fieldOfStep, parsePath } from '#engine/filters/index.ts'
import type { FieldPath, FilterContext } from '#engine/filters/index.ts'
import { faultOf, queryUnknownParameter } from '../errors.ts'
import { invalidParameter } from './parameters.ts'

const measureKinds = ['count', 'count_distinct', 'sum', 'avg', 'min', 'max'] as const

/** What is told of the records of a group. */
export interface Measure {
  readonly do: (typeof measureKinds)[number]
  /** Null for a `count` of records. */
  readonly of: FieldPath | null
  readonly as: string
}

export const mostMeasures = 20
const aliasGrammar = /^[a-z][a-z0-9_]{0,39}$/
/** Words of the condition language, which `having` could not tell from a measure. */
const reserved = new Set(['any', 'all', 'not'])

/** The measures of a body; what is wrong with them goes into `faults`. */
export function readMeasures(given: unknown, names: FilterContext, faults: Fault[]): Measure[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > mostMeasures) {
    const zh = `应为 1 到 ${mostMeasures} 项的列表`
    faults.push(invalidParameter('measures', zh, `must be a list of 1 to ${mostMeasures} items`))
    return []
  }
  return given.map((item) => readMeasure(item, names, faults)).filter((one) => one !== null)
}

function readMeasure(item: unknown, names: FilterContext, faults: Fault[]): Measure | null {
  const wrong = (zh: string, en: string) => {
    faults.push(invalidParameter('measures', zh, en))
    return null
  }
  if (!isObject(item)) return wrong('中应为对象', 'must hold objects')
  unknownMembers(item, ['do', 'of', 'as'], 'measures/', faults)
  const { of, as } = item
  if (typeof as !== 'string' || !aliasGrammar.test(as) || reserved.has(as)) {
    return wrong('中的 as 应为小写字母、数字和下划线', 'has an "as" that is no plain name')
  }
  const does = measureKinds.find((kind) => kind === item.do)
  if (does === 'count' && of === undefined) return { do: 'count', of: null, as }
  if (!does || typeof of !== 'string') {
    const kinds = measureKinds.join(', ')
    return wrong(`只能是 ${kinds}，除 count 外都带 of`, `can be ${kinds}; all but count need "of"`)
  }
  const { path, problem } = parsePath(of, names)
  if (problem) {
    faults.push(faultOf(problem, 'measures'))
    return null
  }
  const measured = does === 'count' || does === 'count_distinct' ? comparedPath(path) : path
  if (measures(does, measured)) return { do: does, of: measured, as }
  const shown = of.slice(0, 100)
  return wrong(`不能对“${shown}”做 ${does}`, `cannot take the ${does} of "${shown}"`)
}

/** Whether a measure says something of the field at the end of a path. */
function measures(does: Measure['do'], path: FieldPath): boolean {
  const field = fieldOfStep(path.steps.at(-1)!)
  if (field.column === null) return false
  if (does === 'sum' || does === 'avg') return field.type.valueType(field).kind === 'number'
  if (does === 'min' || does === 'max') return field.type.operators.includes('gt')
  return isGroup(path)
}

/** Lists, objects and marked-up texts make no groups that both databases would agree on. */
export function isGroup(path: FieldPath): boolean {
  const { column, type } = fieldOfStep(path.steps.at(-1)!)
  return column !== null && type.sortable
}

/** Refuses members of a body that nothing reads. */
export function unknownMembers(
  given: Record<string, unknown>,
  known: string[],
  where: string,
  faults: Fault[]
): void {
  for (const key of Object.keys(given).slice(0, 100)) {
    if (known.includes(key)) continue
    const parameter = key.slice(0, 100)
    faults.push(queryUnknownParameter({ parameter, known }, `/${where}${parameter}`))
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
