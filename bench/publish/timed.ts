import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

/** How long some work took, and the longest that the event loop was held up in it; milliseconds. */
export interface Timed {
  readonly took: number
  /** By the clock on the wall; null where it is not in this process. */
  readonly held: number | null
  /** CPU of this thread in its longest turn: what other work on the machine does not lengthen. */
  readonly busy: number | null
}

export async function timed(work: () => Promise<unknown>): Promise<Timed> {
  await pause(200)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const longestTurn = watchTurns()
  // Both measure between ticks of their own: a hold before the first one would go unseen.
  await pause(20)
  const started = performance.now()
  await work()
  const took = performance.now() - started
  await pause(20)
  delay.disable()
  return { took, held: delay.max / 1e6, busy: longestTurn() }
}

/** Begins to watch; ends when it is asked for the longest. */
function watchTurns(): () => number {
  let longest = 0
  let before = process.threadCpuUsage()
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    longest = Math.max(longest, (user + system) / 1e3)
  }, 1)
  return () => {
    clearInterval(timer)
    return longest
  }
}
