import type { RecordChanged } from './watch_records.ts'

/** What became of records since the last look: the newest notice of each; null = anything may have. */
export type Gathered = ReadonlyMap<string, RecordChanged> | null

/** Notices of this long, ms, are one look; a look that took longer is waited for. */
const gatherFor = 300
/** After a look at this many records the next one waits longer: nobody reads that fast. */
const many = 20
const waitAfterMany = 1_000

/**
 * Hands notices on in batches, one at a time. A page that is told of 50 changes a second reads once
 * or three times a second, not 50 times.
 */
export function gatherChanges(handle: (gathered: Gathered) => Promise<void>): {
  add: (change: RecordChanged | null) => void
  stop: () => void
} {
  let waiting = new Map<string, RecordChanged>()
  let all = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let stopped = false
  const plan = (wait: number) => {
    if (busy || stopped) return
    timer ??= setTimeout(() => void run(), wait)
  }
  const run = async () => {
    timer = undefined
    busy = true
    const given = all ? null : waiting
    waiting = new Map()
    all = false
    // What cannot be read now is shown as it was: the next notice, or the person, asks again.
    await handle(given).catch(() => undefined)
    busy = false
    if (all || waiting.size > 0) plan(given && given.size < many ? gatherFor : waitAfterMany)
  }
  return {
    add(change) {
      if (change === null) all = true
      else if ((waiting.get(change.id)?.rev ?? 0) <= change.rev) waiting.set(change.id, change)
      plan(gatherFor)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
