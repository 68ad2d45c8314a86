import { useCallback, useState } from 'react'

/** Rows from which on only those in view are rendered. */
const threshold = 60
const overscan = 6

export interface RowWindow {
  first: number
  /** One behind the last. */
  end: number
  /** Height of what is left out above and below, px. */
  above: number
  below: number
  onScroll: (event: React.UIEvent<HTMLElement>) => void
  isWindowed: boolean
}

/** Which rows of a long grid are rendered: those in view and a few around them. */
export function useRowWindow(count: number, rowHeight: number, viewHeight: number): RowWindow {
  const [top, setTop] = useState(0)
  const onScroll = useCallback(
    (event: React.UIEvent<HTMLElement>) => {
      // A step of rows, not every pixel: fewer renders.
      const step = rowHeight * 3
      setTop(Math.floor(event.currentTarget.scrollTop / step) * step)
    },
    [rowHeight]
  )
  const isWindowed = count > threshold
  if (!isWindowed) return { first: 0, end: count, above: 0, below: 0, onScroll, isWindowed }
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
  const end = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + overscan + 3)
  return {
    first,
    end,
    above: first * rowHeight,
    below: (count - end) * rowHeight,
    onScroll,
    isWindowed,
  }
}
