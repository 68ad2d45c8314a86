import { refuse } from './refused.ts'

/** What a list is asked for. */
export interface ListQuery {
  status: string | null
  limit: number
  /** Place and id of the last row of the page before. */
  after: { createdAt: string; id: string } | null
  count: boolean
}

const known = new Set(['status', 'limit', 'cursor', 'count'])

/** @throws Refused 400 */
export function readListQuery(query: Record<string, unknown>): ListQuery {
  const unknown = Object.keys(query).find((name) => !known.has(name))
  if (unknown) throw refuse(400, 'E_QUERY_UNKNOWN_PARAMETER', `${unknown} is not known`)
  const limit = Number(query.limit ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw refuse(400, 'E_QUERY_INVALID_VALUE', 'limit must be 1 to 1000')
  }
  return {
    status: typeof query.status === 'string' ? query.status : null,
    limit,
    after: typeof query.cursor === 'string' ? readCursor(query.cursor) : null,
    count: query.count === 'exact',
  }
}

export function writeCursor({ createdAt, id }: { createdAt: string; id: string }): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url')
}

function readCursor(text: string): { createdAt: string; id: string } {
  const [createdAt, id] = Buffer.from(text, 'base64url').toString().split(' ')
  if (!createdAt || !id) throw refuse(400, 'E_QUERY_INVALID_VALUE', 'cursor is not ours')
  return { createdAt, id }
}
