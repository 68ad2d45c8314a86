import { useCallback, useRef, useState } from 'react'

/** Rows from which on only those in view are rendered. */
const threshold = 60
const overscan = 6
/** Rows shown at once where they are cards. */
const pageRows = 30

export interface RowWindow {
  /** The element that scrolls. */
  box: React.RefObject<HTMLDivElement>
  first: number
  /** One behind the last. */
  end: number
  /** Height of what is left out above and below, px. */
  above: number
  below: number
  onScroll: (event: React.UIEvent<HTMLElement>) => void
  /** Scrolls so that the row is rendered and seen. */
  reveal: (row: number) => void
  isWindowed: boolean
  /** Rows that wait behind "show more", and the way to some of them. */
  more: number
  showMore: () => void
}

interface RowWindowOptions {
  rowHeight: number
  viewHeight: number
  /** Rows of changing height (on a phone): the first ones, and more when asked for. */
  isPaged: boolean
}

/** Which rows of a long grid are rendered: those in view and a few around them. */
export function useRowWindow(count: number, options: RowWindowOptions): RowWindow {
  const { rowHeight, viewHeight, isPaged } = options
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [shown, setShown] = useState(pageRows)
  const isWindowed = count > threshold && !isPaged
  // A step of rows, not every pixel: fewer renders.
  const step = rowHeight * 3
  const onScroll = useCallback(
    (event: React.UIEvent<HTMLElement>) =>
      setTop(Math.floor(event.currentTarget.scrollTop / step) * step),
    [step]
  )
  const reveal = useCallback(
    (row: number) => {
      const element = box.current
      if (isPaged) setShown((now) => Math.max(now, row + 1))
      if (!element || !isWindowed) return
      // Head and foot lie over the rows.
      const seen = viewHeight - rowHeight * 2
      const at = row * rowHeight
      const { scrollTop } = element
      if (at >= scrollTop && at + rowHeight <= scrollTop + seen) return
      const next = at < scrollTop ? at : at + rowHeight - seen
      element.scrollTop = next
      setTop(Math.floor(next / step) * step)
    },
    [isPaged, isWindowed, rowHeight, viewHeight, step]
  )
  const showMore = () => setShown((now) => now + pageRows)
  const shared = { box, onScroll, reveal, isWindowed, showMore, above: 0, below: 0, more: 0 }
  if (isPaged) {
    return { ...shared, first: 0, end: Math.min(count, shown), more: Math.max(0, count - shown) }
  }
  if (!isWindowed) return { ...shared, first: 0, end: count }
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
  const end = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + overscan + 3)
  return { ...shared, first, end, above: first * rowHeight, below: (count - end) * rowHeight }
}
