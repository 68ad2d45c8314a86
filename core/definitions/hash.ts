import { createHash } from 'node:crypto'

/** SHA-256 of a text's UTF-8, hex: the name of every immutable thing in this room. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
