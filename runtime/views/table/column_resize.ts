import { useState } from 'react'
import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import { narrowest, widest } from '../state/address_parts.ts'
import { columnPadding, savedColumns } from '../state/shown_columns.ts'
import type { ListSettings } from '../state/list_state.ts'
import type { ShownColumn } from '../state/shown_columns.ts'

/** px by one press of an arrow key. */
const keyStep = 16

export interface ColumnResize {
  /** Widths while somebody drags, of all columns. */
  dragged: ReadonlyMap<string, number>
  onPointerDown: (path: string, event: PointerEvent<HTMLElement>) => void
  onKeyDown: (path: string, event: KeyboardEvent<HTMLElement>) => void
}

const none: ReadonlyMap<string, number> = new Map()

/** Columns get the width people drag them to, or set with ← and → on their edge. */
export function useColumnResize(
  head: RefObject<HTMLTableRowElement>,
  columns: readonly ShownColumn[],
  onChange: (part: Partial<ListSettings>) => void
): ColumnResize {
  const [dragged, setDragged] = useState(none)
  /** Widths as they stand on screen: from now on each column has its own. */
  const measured = () => {
    const cells = [...(head.current?.cells ?? [])].slice(1)
    return new Map(columns.map(({ path }, n) => [path, Math.round(cells[n]?.offsetWidth ?? 0)]))
  }
  const keep = (widths: ReadonlyMap<string, number>) => {
    const sized = columns.map((column) => ({
      ...column,
      width: (widths.get(column.path) ?? 0) - columnPadding,
    }))
    onChange({ columns: savedColumns(sized) })
  }
  const within = (width: number) =>
    Math.min(widest, Math.max(narrowest, Math.round(width) - columnPadding)) + columnPadding

  const onPointerDown: ColumnResize['onPointerDown'] = (path, event) => {
    event.preventDefault()
    event.stopPropagation()
    const start = measured()
    const from = event.clientX
    const grip = event.currentTarget
    grip.setPointerCapture(event.pointerId)
    let widths = start
    const move = (moved: globalThis.PointerEvent) => {
      widths = new Map(start).set(path, within((start.get(path) ?? 0) + moved.clientX - from))
      setDragged(widths)
    }
    const end = () => {
      grip.removeEventListener('pointermove', move)
      setDragged(none)
      if (widths !== start) keep(widths)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', end, { once: true })
  }

  const onKeyDown: ColumnResize['onKeyDown'] = (path, event) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const widths = measured()
    keep(new Map(widths).set(path, within((widths.get(path) ?? 0) + step)))
  }
  return { dragged, onPointerDown, onKeyDown }
}
