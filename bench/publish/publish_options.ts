import { parseArgs } from 'node:util'

export interface PublishOptions {
  entities: number
  rounds: number
  /** Whether figures above the goals end the run with 1. */
  gate: boolean
}

/** @throws TypeError for an option that is none, or no number above 0 */
export function readPublishOptions(args: readonly string[]): PublishOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entities: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '3' },
      gate: { type: 'boolean', default: false },
    },
  })
  const count = (name: 'entities' | 'rounds') => {
    const number = Number(values[name])
    if (!Number.isInteger(number) || number < 1) {
      throw new TypeError(`--${name} is a number above 0, not ${values[name]}`)
    }
    return number
  }
  return { entities: count('entities'), rounds: count('rounds'), gate: values.gate }
}
