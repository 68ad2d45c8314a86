import { createContext, useContext, useSyncExternalStore } from 'react'

const narrow = typeof matchMedia === 'function' ? matchMedia('(max-width: 767px)') : null

/** Whether a part of the page stands for a phone's screen or not; null: it is as the window is. */
export const NarrowContext = createContext<boolean | null>(null)

/** Whether the screen is a phone's: one column, cards instead of tables, larger touch targets. */
export function useIsNarrow(): boolean {
  const given = useContext(NarrowContext)
  const isNarrow = useSyncExternalStore(
    (changed) => {
      narrow?.addEventListener('change', changed)
      return () => narrow?.removeEventListener('change', changed)
    },
    () => narrow?.matches ?? false
  )
  return given ?? isNarrow
}
