import { parseArgs } from 'node:util'
import { whole } from '../measure/options.ts'

export interface LargeOptions {
  rows: number
  customers: number
  /** URL of a PostgreSQL cluster that may make databases; null = SQLite in a temporary folder. */
  database: string | null
  /** Requests timed for each question. */
  requests: number
}

/** Reads the command line. @throws TypeError for what it does not know */
export function readLargeOptions(args: readonly string[]): LargeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      customers: { type: 'string', default: '1000' },
      requests: { type: 'string', default: '200' },
      database: { type: 'string' },
    },
  })
  return {
    rows: whole('rows', values.rows, 10_000, 10_000_000),
    customers: whole('customers', values.customers, 10, 100_000),
    requests: whole('requests', values.requests, 10, 10_000),
    database: values.database ?? null,
  }
}
