import { createHash, randomBytes } from 'node:crypto'

/** A secret nobody can guess: 256 random bits, as text for cookies and headers. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret. It has 256 random bits itself, so a plain digest is enough. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** A password to read and type: 16 characters without look-alikes, about 92 random bits. */
export function newPassword(): string {
  return Array.from(randomBytes(64))
    .filter((byte) => byte < letters.length * 4)
    .slice(0, 16)
    .map((byte) => letters[byte % letters.length])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')
}
