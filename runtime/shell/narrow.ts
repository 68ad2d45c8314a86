import { useSyncExternalStore } from 'react'

const narrow = typeof matchMedia === 'function' ? matchMedia('(max-width: 767px)') : null

/** Whether the screen is a phone's: one column, cards instead of tables, larger touch targets. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow?.addEventListener('change', changed)
      return () => narrow?.removeEventListener('change', changed)
    },
    () => narrow?.matches ?? false
  )
}
