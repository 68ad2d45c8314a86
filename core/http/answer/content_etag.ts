import { createHash } from 'node:crypto'
import type { Answer, Call } from '../route.ts'

/**
 * Answers JSON that changes seldom: its `ETag` is the hash of the content, and who has it already
 * gets 304. The browser may keep it, but asks each time.
 */
export function answerWithContentEtag(call: Call, value: unknown): Answer {
  const text = JSON.stringify(value)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const headers = {
    'ETag': etag,
    'Cache-Control': 'private, no-cache',
    'Vary': 'Cookie, Authorization, Accept-Language',
  }
  const known = (call.header('if-none-match') ?? '').split(',').map((one) => one.trim())
  if (known.includes(etag)) return { status: 304, headers }
  const type = { 'Content-Type': 'application/json; charset=utf-8' }
  return { status: 200, headers: { ...headers, ...type }, body: text }
}
