import { Refusal } from '#engine/errors.ts'
import { queryRepeatedParameter, queryUnknownParameter } from '#core/records/read/errors.ts'
import { addressMalformed } from '../errors.ts'

/** Parameters as they were sent: text, or several texts where a name came more than once. */
export type QueryParameters = Record<string, string | string[] | undefined>

/**
 * Reads the query string without giving any name a meaning: no nesting, no lists by comma or
 * bracket, and an object without prototype, so that `__proto__` is a name like any other.
 *
 * @throws E_QUERY_MALFORMED (400) when it is not encoded correctly
 */
export function readQuery(url: string): QueryParameters {
  const at = url.indexOf('?')
  const query: QueryParameters = Object.create(null) as QueryParameters
  if (at < 0) return query
  for (const pair of url.slice(at + 1).split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = decode(cut < 0 ? pair : pair.slice(0, cut))
    const value = cut < 0 ? '' : decode(pair.slice(cut + 1))
    const before = query[name]
    query[name] = before === undefined ? value : [before, value].flat()
  }
  return query
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new Refusal(addressMalformed({}))
  }
}

/**
 * Refuses parameters a route does not know, all at once, and one that came twice.
 *
 * @throws E_QUERY_UNKNOWN_PARAMETER, E_QUERY_REPEATED_PARAMETER (400) naming each
 */
export function checkParameters(query: QueryParameters, known: readonly string[]): void {
  const faults = Object.keys(query).flatMap((parameter) => {
    if (!known.includes(parameter)) return queryUnknownParameter({ parameter, known: [...known] })
    return Array.isArray(query[parameter]) ? queryRepeatedParameter({ parameter }) : []
  })
  if (faults.length > 0) throw new Refusal(faults)
}
