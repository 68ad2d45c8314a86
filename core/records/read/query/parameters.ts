import { budgets } from '#engine/budgets.ts'
import type { Fault } from '#engine/errors.ts'
import { queryInvalidParameter, queryRepeatedParameter, queryUnknownParameter } from '../errors.ts'

/** Query parameters as the HTTP layer hands them over. */
export type Query = Record<string, string | string[] | undefined>

/**
 * The parameters by name. Unknown ones and repeated ones are faults: a condition that is dropped
 * silently shows people what they must not see.
 */
export function singleParameters<K extends string>(
  query: Query,
  known: readonly K[],
  faults: Fault[]
): Partial<Record<K, string>> {
  const given: Partial<Record<K, string>> = {}
  for (const name of Object.keys(query)) {
    const value = query[name]
    if (!(known as readonly string[]).includes(name)) {
      const parameter = name.slice(0, 100)
      faults.push(queryUnknownParameter({ parameter, known: [...known] }, `/${parameter}`))
    } else if (typeof value === 'string') {
      given[name as K] = value
    } else if (value !== undefined) {
      faults.push(queryRepeatedParameter({ parameter: name }, `/${name}`))
    }
  }
  return given
}

export function invalidParameter(parameter: string, zh: string, en: string): Fault {
  const fault = queryInvalidParameter({ parameter, zh, en }, `/${parameter}`)
  return { ...fault, params: { parameter } }
}

/** `limit`: 1 to 1000, 20 when absent. */
export function parseLimit(text: string | undefined, faults: Fault[], absent = 20): number {
  if (text === undefined) return absent
  const limit = /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : 0
  const most = budgets.pageRecords
  if (limit >= 1 && limit <= most) return limit
  faults.push(invalidParameter('limit', `应为 1 到 ${most} 的整数`, `must be from 1 to ${most}`))
  return absent
}
