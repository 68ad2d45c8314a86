import { performance } from 'node:perf_hooks'
import { Refusal } from '#engine/errors.ts'
import { queryTooSlow } from '../errors.ts'

/** A read of which nobody knows beforehand how long it takes, and when it is of use to nobody. */
export interface LongRead {
  /** Aborted when whoever asked has gone; its reason is what the read fails with. */
  readonly signal?: AbortSignal | undefined
  /** The moment of `performance.now()` from which on it is ended, in milliseconds. */
  readonly until: number
  /** Conditions and measures that look into each value there is, whatever indexes there are. */
  readonly scans: number
  /** Pointer to what is asked in the request, for the refusal. */
  readonly place?: string | undefined
}

/** Sends one such statement and answers in the driver's own shape. */
export type SendLong = (
  sql: string,
  bindings: readonly unknown[],
  read: LongRead
) => Promise<unknown>

/**
 * Calls `stop` with the reason, once, when the read is of no use any more: at once where that is so
 * already. Returns its own disposer.
 */
export function watchEnd(read: LongRead, stop: (reason: unknown) => void): () => void {
  const { signal, until, place } = read
  if (signal?.aborted) {
    stop(signal.reason)
    return () => {}
  }
  const gone = () => end(signal!.reason)
  const timer = setTimeout(
    () => end(new Refusal(queryTooSlow({}, place), { retryAfter: 10 })),
    Math.max(0, until - performance.now())
  )
  signal?.addEventListener('abort', gone)
  const forget = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', gone)
  }
  const end = (reason: unknown) => {
    forget()
    stop(reason)
  }
  return forget
}
