import { useEffect } from 'react'
import type { RefObject } from 'react'

/** When the box gets smaller, what is being typed into stays in view. */
export function useKeepInView(box: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { activeElement } = document
      if (activeElement !== element && element.contains(activeElement)) {
        activeElement?.scrollIntoView({ block: 'nearest' })
      }
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
}
