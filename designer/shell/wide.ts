import { useSyncExternalStore } from 'react'

const query = '(min-width: 1024px)'

/** Whether three panes have room beside one another. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches
  )
}
