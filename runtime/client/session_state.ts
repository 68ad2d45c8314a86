import { useSyncExternalStore } from 'react'

/**
 * Whether the server has stopped knowing the session while the page was in use. The shell then asks
 * to sign in on top of the page, so that typed input survives.
 */
let lost = false
const listeners = new Set<() => void>()

export function setSessionLost(value: boolean): void {
  if (lost === value) return
  lost = value
  for (const listener of listeners) listener()
}

export function useSessionLost(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => lost
  )
}
