import { parseArgs } from 'node:util'
import { whole } from '../measure/options.ts'

export interface PublishOptions {
  entities: number
  rounds: number
  /** Whether figures above the goals end the run with 1. */
  gate: boolean
}

/** Reads the command line. @throws TypeError for what it does not know */
export function readPublishOptions(args: readonly string[]): PublishOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entities: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '3' },
      gate: { type: 'boolean', default: false },
    },
  })
  return {
    entities: whole('entities', values.entities, 1, 2_000),
    rounds: whole('rounds', values.rounds, 1, 50),
    gate: values.gate,
  }
}
