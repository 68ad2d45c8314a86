import { performance } from 'node:perf_hooks'

/** Work goes on for so long before others are let in, milliseconds. */
const longestTurn = 10

let turnBegan = 0
let isTurnKnown = false

/**
 * Asked between two steps of long work: null while this turn of the event loop is young, else a
 * promise that waits for what has arrived meanwhile. Work that only awaits what is ready at once
 * (SQLite answers in place) would otherwise hold every request until its end.
 */
export function letOthersIn(): Promise<void> | null {
  const now = performance.now()
  if (!isTurnKnown) {
    isTurnKnown = true
    turnBegan = now
    setImmediate(endTurn)
    return null
  }
  return now - turnBegan < longestTurn ? null : new Promise((resolve) => setImmediate(resolve))
}

function endTurn(): void {
  isTurnKnown = false
}
