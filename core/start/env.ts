/**
 * Everything the environment may say, typed, in one place (docs: "Configuration"). Every fault is
 * told at once; an unknown `GUIJU_*` is a fault, because a misspelt switch must not be silence.
 */
import { fileURLToPath } from 'node:url'
import { isAbsolute, join, resolve } from 'node:path'
import { isProxyEntry } from './proxy_trust.ts'

/** Folder of the repository: definitions, plugins and the default data folder are found from here. */
export const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url))

export interface Environment {
  host: string
  /** 0 lets the system choose a free port. */
  port: number
  /** PostgreSQL; null keeps the rows in a SQLite file of the data folder. */
  databaseUrl: string | null
  production: boolean
  /** Database file, keys (0600), logs and cache. */
  dataFolder: string
  adminPassword: string | null
  /** Whether an empty database is filled with the modules' samples. */
  samples: boolean
  samplePassword: string | null
  /** Start on the release of the database when definition files have problems. */
  keepRelease: boolean
  /** Modules this process serves; null = all. */
  modules: readonly string[] | null
  /** Proxies whose `X-Forwarded-*` is believed: addresses, ranges, words for ranges. */
  trustProxy: readonly string[]
  /** Opens `/__test__/`. */
  test: boolean
}

/** The environment says something that cannot be; `faults` has one line for each. */
export class EnvironmentInvalid extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'EnvironmentInvalid'
    this.faults = faults
  }
}

const known = new Set([
  'GUIJU_DATA_DIR',
  'GUIJU_ADMIN_PASSWORD',
  'GUIJU_SAMPLES',
  'GUIJU_SAMPLE_PASSWORD',
  'GUIJU_KEEP_RELEASE',
  'GUIJU_MODULES',
  'GUIJU_TRUST_PROXY',
  'GUIJU_TEST',
])

/**
 * Reads the variables of one process. Pure.
 *
 * @throws EnvironmentInvalid with every fault
 * @example readEnvironment({ PORT: '8080', GUIJU_SAMPLES: '0' }).port // 8080
 */
export function readEnvironment(from: Record<string, string | undefined>): Environment {
  const faults: string[] = []
  for (const name of Object.keys(from)) {
    if (name.startsWith('GUIJU_') && !known.has(name)) faults.push(`${name} is not known`)
  }
  const production = readMode(from.NODE_ENV, faults)
  const test = readSwitch('GUIJU_TEST', from, false, faults)
  if (test && production) faults.push('GUIJU_TEST is refused with NODE_ENV=production')
  const environment: Environment = {
    host: from.HOST || '127.0.0.1',
    port: readPort(from.PORT, faults),
    databaseUrl: readDatabaseUrl(from.DATABASE_URL, faults),
    production,
    dataFolder: dataFolderOf(from),
    adminPassword: from.GUIJU_ADMIN_PASSWORD || null,
    samples: readSwitch('GUIJU_SAMPLES', from, !production, faults),
    samplePassword: from.GUIJU_SAMPLE_PASSWORD || null,
    keepRelease: readSwitch('GUIJU_KEEP_RELEASE', from, false, faults),
    modules: readModules(from.GUIJU_MODULES, faults),
    trustProxy: readProxies(from.GUIJU_TRUST_PROXY, faults),
    test,
  }
  if (faults.length > 0) throw new EnvironmentInvalid(faults)
  return environment
}

function readMode(text: string | undefined, faults: string[]): boolean {
  const mode = text || 'development'
  if (!['development', 'production', 'test'].includes(mode)) {
    faults.push(`NODE_ENV must be development, test or production, not ${JSON.stringify(mode)}`)
  }
  return mode === 'production'
}

function readPort(text: string | undefined, faults: string[]): number {
  const port = Number(text || '3333')
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  faults.push(`PORT must be 0 to 65535, not ${JSON.stringify(text)}`)
  return 3333
}

function readDatabaseUrl(text: string | undefined, faults: string[]): string | null {
  if (!text) return null
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text
  // The value may hold a password: it is not repeated.
  faults.push('DATABASE_URL must be postgres://user:password@host:port/database, or be left out')
  return null
}

/** The data folder, also where the rest of the environment is not read yet. */
export function dataFolderOf(from: Record<string, string | undefined>): string {
  const text = from.GUIJU_DATA_DIR
  if (!text) return join(repositoryFolder, 'data')
  return isAbsolute(text) ? text : resolve(text)
}

function readSwitch(
  name: string,
  from: Record<string, string | undefined>,
  otherwise: boolean,
  faults: string[]
): boolean {
  const text = from[name]
  if (text === undefined || text === '') return otherwise
  if (['1', 'true', 'on'].includes(text)) return true
  if (['0', 'false', 'off'].includes(text)) return false
  faults.push(`${name} must be 1 or 0, not ${JSON.stringify(text)}`)
  return otherwise
}

function readModules(text: string | undefined, faults: string[]): readonly string[] | null {
  if (!text) return null
  const keys = text.split(',').map((key) => key.trim())
  const wrong = keys.filter((key) => !/^[a-z][a-z0-9_]{1,29}$/.test(key))
  if (wrong.length > 0) faults.push(`GUIJU_MODULES names no module: ${JSON.stringify(wrong[0])}`)
  return keys
}

function readProxies(text: string | undefined, faults: string[]): readonly string[] {
  const entries = (text || 'loopback').split(',').map((entry) => entry.trim())
  const wrong = entries.filter((entry) => !isProxyEntry(entry))
  if (wrong.length > 0) {
    faults.push(
      `GUIJU_TRUST_PROXY takes addresses, ranges such as 10.0.0.0/8, loopback, linklocal and ` +
        `uniquelocal, separated by commas, not ${JSON.stringify(wrong[0])}`
    )
  }
  return entries
}
