import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { Refusal } from '#engine/errors.ts'
import { queryInvalidCursor } from '../errors.ts'

/** Where a page ended: the sort values of its last record as the database gave them, and its id. */
export interface Position {
  readonly values: readonly unknown[]
  readonly id: string | number
}

/** Longer than any cursor of ours: what exceeds it is not even decoded. */
const mostCharacters = 8_000

/**
 * Makes a position opaque and tamper-proof. `question` names all that the cursor is good for
 * (entity, filter, sort, actor): it is signed with it, not stored in it.
 */
export function writeCursor(position: Position, question: string, key: Uint8Array): string {
  const body = Buffer.from(JSON.stringify([position.values, position.id])).toString('base64url')
  return `${body}.${signature(body, question, key).toString('base64url')}`
}

/** @throws E_QUERY_INVALID_CURSOR unless the cursor was made by us for the same question */
export function readCursor(cursor: string, question: string, key: Uint8Array): Position {
  const [body = '', signed = '', ...more] = cursor.slice(0, mostCharacters).split('.')
  const given = Buffer.from(signed, 'base64url')
  const expected = signature(body, question, key)
  const isOurs =
    more.length === 0 && given.length === expected.length && timingSafeEqual(given, expected)
  if (!isOurs) throw new Refusal(queryInvalidCursor({}, '/cursor'))
  const [values, id] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    unknown[],
    string | number,
  ]
  return { values, id }
}

/** The length keeps body and question apart, whatever is in them. */
function signature(body: string, question: string, key: Uint8Array): Buffer {
  return createHmac('sha256', keyObject(key)).update(`${body.length} ${body}${question}`).digest()
}

/** Making a key object costs more than the signature itself. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>()

function keyObject(key: Uint8Array): KeyObject {
  let known = keyObjects.get(key)
  if (!known) keyObjects.set(key, (known = createSecretKey(key)))
  return known
}
