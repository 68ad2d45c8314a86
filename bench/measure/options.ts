import { parseArgs } from 'node:util'
import type { Operation } from '../load/messages.ts'

export interface BenchOptions {
  rows: number
  customers: number
  /** URL of a PostgreSQL cluster that may make databases; null = SQLite in a temporary folder. */
  database: string | null
  rounds: number
  /** Of one run of one server. */
  seconds: number
  connections: number
  operations: readonly Operation[]
  /** Folder for `.cpuprofile` files of both servers; null = they are not profiled. */
  profile: string | null
  json: boolean
  /** Whether the run fails where a gate is broken: measure/gates.ts. */
  gate: boolean
}

export const allOperations = ['list', 'list_count', 'list_1000', 'get', 'create', 'patch'] as const

/** A sixteenth of the rows is open and visible to the user of the bench. */
const leastForLargePages = 20_000

/** Reads the command line. @throws TypeError for what it does not know */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '100000' },
      customers: { type: 'string', default: '1000' },
      database: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '16' },
      only: { type: 'string', default: allOperations.join(',') },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
    },
  })
  const asked = {
    rows: whole('rows', values.rows, 1_000, 10_000_000),
    customers: whole('customers', values.customers, 1, 100_000),
    database: values.database ?? null,
    rounds: whole('rounds', values.rounds, 1, 50),
    seconds: whole('seconds', values.seconds, 1, 60),
    connections: whole('connections', values.connections, 1, 64),
    operations: values.only.split(',').map(operationOf),
    profile: values.profile ?? null,
    json: values.json,
    gate: values.gate,
  }
  if (asked.operations.includes('list_1000') && asked.rows < leastForLargePages) {
    throw new TypeError(
      `list_1000 needs --rows ${leastForLargePages} or more; leave it out by --only`
    )
  }
  return asked
}

/** @throws TypeError for what is no whole number between the two */
export function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new TypeError(`--${name} must be ${least} to ${most}, not ${text}`)
}

function operationOf(text: string): Operation {
  const known = allOperations.find((operation) => operation === text)
  if (known) return known
  throw new TypeError(`--only knows ${allOperations.join(', ')}, not ${text}`)
}
