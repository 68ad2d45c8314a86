import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Secrets of an installation, each in a file of its own that only the owner may read. */
export interface Keys {
  /** Adonis' own (signed cookies and addresses). */
  readonly app: string
  /** Signs the cursors of lists. */
  readonly cursor: Uint8Array
  /** A secret that is readable, made once; `make` is asked when there is none. */
  text(name: string, make: () => string): string
}

/**
 * Reads the keys under `<folder>/keys`, and makes those that are missing from random bytes.
 *
 * @throws TypeError when a key file was cut short: a weak key is worse than no start
 */
export function openKeys(dataFolder: string): Keys {
  const folder = join(dataFolder, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const read = (name: string, make: () => string, shortest: number): string => {
    const file = join(folder, name)
    if (!existsSync(file)) writeOnce(file, make())
    chmodSync(file, 0o600)
    const text = readFileSync(file, 'utf8').trim()
    if (text.length < shortest) throw new TypeError(`the key file ${file} is too short`)
    return text
  }
  const random = () => randomBytes(32).toString('hex')
  return {
    app: read('app.key', random, 64),
    cursor: Buffer.from(read('cursor.key', random, 64), 'hex'),
    text: (name, make) => read(name, make, 8),
  }
}

/** Two processes may start at once: the file appears whole, and the first one wins. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${text}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
