import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** OWASP's argon2id setting for servers: 19 MiB, two passes, one lane; about 35 ms off the loop. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** Hashes a password into one line: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/**
 * Whether a password belongs to a stored line. Costs the same for no line at all, so that an
 * unknown account answers as slowly as a wrong password; compares in constant time.
 */
export async function verifyPassword(password: string, line: string | null): Promise<boolean> {
  const stored = parse(line ?? nobody)
  if (!stored) return false
  const hash = await derive(password, stored.salt, stored)
  return timingSafeEqual(hash, stored.hash) && line !== null
}

interface Cost {
  memory: number
  passes: number
  parallelism: number
}

const pattern =
  /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

function parse(line: string): (Cost & { salt: Buffer; hash: Buffer }) | null {
  const found = pattern.exec(line)
  if (!found) return null
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number)
  return {
    memory: memory!,
    passes: passes!,
    parallelism: parallelism!,
    salt: Buffer.from(found[4]!, 'base64'),
    hash: Buffer.from(found[5]!, 'base64'),
  }
}

function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: Cost) {
  // Unicode has several ways to write one character; a keyboard decides which.
  const message = password.normalize('NFC')
  return new Promise<Buffer>((resolve, reject) => {
    argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength }, (error, hash) =>
      error ? reject(error) : resolve(hash)
    )
  })
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
