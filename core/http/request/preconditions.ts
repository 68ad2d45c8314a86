import { Refusal } from '#engine/errors.ts'
import { recordRevRequired } from '#core/records/errors.ts'
import { headerInvalid } from '../errors.ts'
import type { Call } from '../route.ts'

/**
 * The rev a write is based on, from `If-Match: "<rev>"`.
 *
 * @throws E_RECORD_REV_REQUIRED (428) without the header, E_HEADER_INVALID (400) for another form
 */
export function requiredRev(call: Call): number {
  const rev = optionalRev(call)
  if (rev === undefined) throw new Refusal(recordRevRequired({}))
  return rev
}

/** The same where a rev may be left out. */
export function optionalRev(call: Call): number | undefined {
  const text = call.header('if-match')
  if (text === undefined) return undefined
  const rev = /^(?:W\/)?"(\d{1,15})"$/.exec(text.trim())?.[1]
  if (rev === undefined) {
    throw new Refusal(headerInvalid({ header: 'If-Match', expected: '"<rev>"' }))
  }
  return Number(rev)
}

/**
 * The hash of the text an edit is based on, from `If-Match: "<hash>"`; null without the header.
 *
 * @throws E_HEADER_INVALID (400)
 */
export function seenHash(call: Call): string | null {
  const text = call.header('if-match')
  if (text === undefined) return null
  const hash = /^(?:W\/)?"([\x20\x21\x23-\x7e]{1,200})"$/.exec(text.trim())?.[1]
  if (hash !== undefined) return hash
  throw new Refusal(headerInvalid({ header: 'If-Match', expected: '"<hash>"' }))
}

/**
 * `Idempotency-Key`: the same key and body get the same answer.
 *
 * @throws E_HEADER_INVALID (400)
 */
export function idempotencyKey(call: Call): string | undefined {
  const key = call.header('idempotency-key')
  if (key === undefined || /^[\x21-\x7e]{1,200}$/.test(key)) return key
  const expected = '1-200 ASCII characters'
  throw new Refusal(headerInvalid({ header: 'Idempotency-Key', expected }))
}
