import type { Selected } from '../state/selection.ts'

/** What became of one record; null = it went well. */
export type Fault = string | null

export interface Outcome {
  done: Selected[]
  failed: { record: Selected; fault: string }[]
  /** Not tried, because somebody stopped it or the way to the server was lost. */
  left: Selected[]
}

export interface Turns {
  /** Records of one turn. */
  size: number
  /** Carries out a turn: one answer for each record, in order. */
  carryOut: (records: readonly Selected[]) => Promise<readonly Fault[]>
  /** After each turn: how many have been tried. */
  onProgress: (tried: number) => void
  isStopped: () => boolean
}

/**
 * Does something to many records, a turn after the other. A record that is refused leaves the others
 * alone; a turn that gets no answer ends the run, since what follows would not get one either.
 */
export async function inTurns(records: readonly Selected[], turns: Turns): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [], left: [] }
  for (let from = 0; from < records.length; from += turns.size) {
    const turn = records.slice(from, from + turns.size)
    if (turns.isStopped()) return { ...outcome, left: records.slice(from) }
    try {
      const faults = await turns.carryOut(turn)
      for (const [n, record] of turn.entries()) {
        const fault = faults[n] ?? null
        if (fault === null) outcome.done.push(record)
        else outcome.failed.push({ record, fault })
      }
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      outcome.failed.push(...turn.map((record) => ({ record, fault })))
      return { ...outcome, left: records.slice(from + turns.size) }
    }
    turns.onProgress(from + turn.length)
  }
  return outcome
}
