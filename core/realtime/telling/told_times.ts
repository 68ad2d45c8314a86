/** How long it is remembered what was told when, ms. */
const rememberedFor = 60_000

/** Which changes had been told at a moment of the last minute. */
export interface ToldTimes {
  /** Every change up to this number has been told now. */
  note(settled: number): void
  /** The number up to which everything had been told so long ago, ms; null when nobody knows. */
  settledAgo(ms: number): number | null
}

/** @param now milliseconds, monotonic; given by tests */
export function toldTimes(settled: number, now: () => number = () => performance.now()): ToldTimes {
  let notes = [{ at: now(), settled }]
  return {
    note(reached) {
      const at = now()
      if (reached === notes.at(-1)!.settled) return
      // One older than a minute stays: it holds until the next one.
      const first = notes.findLastIndex((one) => one.at <= at - rememberedFor)
      notes = [...notes.slice(Math.max(0, first)), { at, settled: reached }]
    },
    settledAgo: (ms) => notes.findLast(({ at }) => at <= now() - ms)?.settled ?? null,
  }
}
