import { parseArgs } from 'node:util'
import { whole } from '../measure/options.ts'

export interface SocketOptions {
  /** Connections, each of a person of his own. */
  sockets: number
  /** Changes a second. */
  changes: number
  seconds: number
  /** URL of a PostgreSQL cluster that may make databases; null = SQLite in a temporary folder. */
  database: string | null
  /** p95 in ms above which the run ends with 1; 0 = no gate. */
  gate: number
}

/** Reads the command line. @throws TypeError for what it does not know */
export function readSocketOptions(args: readonly string[]): SocketOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sockets: { type: 'string', default: '1000' },
      changes: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '30' },
      gate: { type: 'string', default: '0' },
      database: { type: 'string' },
    },
  })
  return {
    sockets: whole('sockets', values.sockets, 10, 4_000),
    changes: whole('changes', values.changes, 1, 1_000),
    seconds: whole('seconds', values.seconds, 1, 3_600),
    gate: whole('gate', values.gate, 0, 60_000),
    database: values.database ?? null,
  }
}
