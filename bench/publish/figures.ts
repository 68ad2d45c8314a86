import type { Round, Step } from './run_publish.ts'

/** Whole milliseconds over all rounds. */
export interface Spread {
  readonly middle: number
  readonly worst: number
}

/** The longest hold of the loop that a goal allows, and how long steps may take; milliseconds. */
export const goals: {
  readonly held: number
  readonly took: Readonly<Partial<Record<Step, number>>>
} = {
  held: 50,
  took: { 'publish of new entities': 1_500, 'cold start': 2_500 },
}

export function figuresOf(
  rounds: readonly Round[],
  step: Step
): { took: Spread; held: Spread | null; busy: Spread | null } {
  const figures = (name: 'held' | 'busy') => {
    const known = rounds.flatMap((round) => round[step][name] ?? [])
    return known.length === 0 ? null : spreadOf(known)
  }
  const took = spreadOf(rounds.map((round) => round[step].took))
  return { took, held: figures('held'), busy: figures('busy') }
}

/** In words, the middle figures that miss their goal. */
export function overGoals(rounds: readonly Round[]): string[] {
  return Object.keys(rounds[0] ?? {}).flatMap((name) => {
    const step = name as Step
    const { took, held } = figuresOf(rounds, step)
    const goal = goals.took[step]
    return [
      ...(goal !== undefined && took.middle > goal
        ? [`${step}: ${took.middle} ms is above ${goal}`]
        : []),
      ...(held && held.middle > goals.held
        ? [`${step}: the event loop was held up ${held.middle} ms, which is above ${goals.held}`]
        : []),
    ]
  })
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.map(Math.round).sort((a, b) => a - b)
  return { middle: sorted[Math.floor((sorted.length - 1) / 2)]!, worst: sorted.at(-1)! }
}
