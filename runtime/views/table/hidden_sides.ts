import { useCallback, useEffect, useRef, useState } from 'react'

/** Tells on which sides of a scrolling box something is out of view, as class names. */
export function useHiddenSides() {
  const box = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState('')
  const measure = useCallback(() => {
    const { current } = box
    if (!current) return
    const left = current.scrollLeft > 0
    const right = current.scrollLeft + current.clientWidth < current.scrollWidth - 1
    setHidden(`${left ? 'gj-hidden-left' : ''} ${right ? 'gj-hidden-right' : ''}`.trim())
  }, [])
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [measure])
  return { box, hidden, onScroll: measure }
}
