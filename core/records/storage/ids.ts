import { randomBytes } from 'node:crypto'

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

let lastInstant = 0
let sequence = 0

/**
 * A new record id: UUID v7, so rows made one after the other lie side by side in the index. Within
 * one process ids rise strictly: twelve bits count the ids of one millisecond.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastInstant) {
    lastInstant = now
    sequence = randomBytes(2).readUInt16BE() & 0x3ff
  } else if (++sequence > 0xfff) {
    lastInstant++
    sequence = 0
  }
  const time = lastInstant.toString(16).padStart(12, '0')
  const tail = randomBytes(8)
  tail[0] = (tail[0]! & 0x3f) | 0x80
  const random = tail.toString('hex')
  const third = '7' + sequence.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${random.slice(0, 4)}-${random.slice(4)}`
}

/** Whether a text can be the id of a record; anything else names no record. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && pattern.test(text)
}
