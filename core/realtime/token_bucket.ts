/** Lets a burst pass and then only so many a second. */
export interface TokenBucket {
  /** Whether one more may pass now. */
  take(): boolean
}

/** @param now milliseconds, monotonic; given by tests */
export function tokenBucket(
  limits: { burst: number; perSecond: number },
  now: () => number = () => performance.now()
): TokenBucket {
  let tokens = limits.burst
  let at = now()
  return {
    take() {
      const instant = now()
      tokens = Math.min(limits.burst, tokens + ((instant - at) / 1000) * limits.perSecond)
      at = instant
      if (tokens < 1) return false
      tokens--
      return true
    },
  }
}
