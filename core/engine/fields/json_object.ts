import { misfit, wrongType } from './parsed.ts'
import type { Value, Values } from '#engine/values.ts'
import type { Parsed } from './field_type.ts'

/** A given object whose members are all known; what it is instead, or the first that is not. */
export function objectWith(
  given: unknown,
  names: readonly string[]
): { members: Record<string, unknown> } | { fault: Parsed } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { fault: wrongType('对象', 'an object') }
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown === undefined) return { members: given as Record<string, unknown> }
  const key = unknown.slice(0, 100)
  return { fault: misfit('additionalProperties', `没有“${key}”`, `has no "${key}"`, { key }) }
}

/** A fault of a member, told with its name. */
export function ofMember(parsed: Parsed, name: string, title: string): Parsed {
  if (parsed.ok) return parsed
  const { keyword, zh, en, params } = parsed.fault
  return misfit(keyword, `的${title}${zh}`, `has ${name} that ${en}`, { ...params, member: name })
}

/** A member of an object in memory; blank where the value is no object. */
export function memberOf(value: Value, path: readonly string[]): Value {
  let at: Value = value
  for (const name of path) {
    const isObject = typeof at === 'object' && at !== null && !Array.isArray(at)
    at = isObject ? ((at as Values)[name] ?? null) : null
  }
  return at
}
