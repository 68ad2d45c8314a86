const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** A new identity: twelve letters and digits, 60 bits, never reused. */
export function newUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return [...bytes].map((byte) => letters[byte % 32]).join('')
}
