import { Refusal } from '#engine/errors.ts'
import { queryInvalidParameter } from '#core/records/index.ts'
import type { QueryParameters } from './query_parameters.ts'

/**
 * Two parameters that mean something only together; null when neither is given.
 *
 * @throws E_QUERY_INVALID_PARAMETER
 */
export function requiredTogether(
  query: QueryParameters,
  one: string,
  other: string
): [string, string] | null {
  const [a, b] = [single(query[one]), single(query[other])]
  if (a === undefined && b === undefined) return null
  if (a !== undefined && b !== undefined) return [a, b]
  const missing = a === undefined ? one : other
  throw new Refusal(
    queryInvalidParameter({ parameter: missing, zh: '不能缺少', en: 'must be given as well' })
  )
}

function single(value: QueryParameters[string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}
