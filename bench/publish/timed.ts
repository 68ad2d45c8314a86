import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

/** How long some work took, and the longest that the event loop was held up in it; milliseconds. */
export interface Timed {
  readonly took: number
  /** Null where it is not in this process. */
  readonly held: number | null
}

export async function timed(work: () => Promise<unknown>): Promise<Timed> {
  await pause(200)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  // It measures between ticks of its own: a hold before the first one would go unseen.
  await pause(20)
  const started = performance.now()
  await work()
  const took = performance.now() - started
  await pause(20)
  delay.disable()
  return { took, held: delay.max / 1e6 }
}
