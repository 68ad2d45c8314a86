import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { App } from 'antd'
import { ApiError } from '#runtime/client/api_error.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { rowsOf } from '../payload.ts'
import { GridController } from './grid_controller.ts'
import { gridCommand } from './select/grid_keys.ts'
import { isBlockOfMany } from './select/selection.ts'
import type { Field } from '@formily/core'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormModel } from '../formily/form_model.ts'
import type { FormRow } from '../rows.ts'
import type { Place } from './select/selection.ts'

interface GridSource {
  model: FormModel
  name: string
  target: Field
  columns: readonly RuntimeField[]
}

/** The controller of a sub-table, and its rows as they are now. */
export function useGrid(source: GridSource): { grid: GridController; rows: readonly FormRow[] } {
  const { message } = App.useApp()
  const [grid] = useState(
    () =>
      new GridController({
        ...source,
        settleInput: () => (document.activeElement as HTMLElement | null)?.blur?.(),
        onFailure(error) {
          if (!(error instanceof ApiError)) throw error
          void message.error(error.faults[0]?.message ?? recordTexts.grid.lookupFailed)
        },
      })
  )
  useSyncExternalStore(grid.subscribe, () => grid.state)
  return { grid, rows: rowsOf(source.target.value) }
}

/** Pointer, keys and clipboard of the element around all rows. */
export function useGridEvents(
  grid: GridController,
  box: React.RefObject<HTMLDivElement>,
  columns: readonly RuntimeField[]
) {
  const events = useMemo(() => eventsOf(grid, box, columns), [grid, box, columns])
  // The row of the cursor may be scrolled out of what is rendered: keys still come here.
  useEffect(() => {
    const { selection } = grid.state
    const isLost = document.activeElement === document.body
    if (selection && isLost) box.current?.focus({ preventScroll: true })
  })
  const dragEnd = useRef(events.endDrag)
  dragEnd.current = events.endDrag
  useEffect(() => {
    const end = () => dragEnd.current()
    document.addEventListener('pointerup', end)
    return () => document.removeEventListener('pointerup', end)
  }, [])
  return events
}

function eventsOf(
  grid: GridController,
  box: React.RefObject<HTMLDivElement>,
  columns: readonly RuntimeField[]
) {
  let drag: { from: Place; moved: boolean } | null = null
  const isActive = (place: Place) => {
    const active = grid.state.selection?.active
    return active?.row === place.row && active.column === place.column
  }
  const handlers = {
    onPointerDown(event: React.PointerEvent) {
      const place = placeOf(event.target)
      if (!place || event.button !== 0 || event.pointerType !== 'mouse') return
      drag = { from: place, moved: false }
    },
    onMouseDown(event: React.MouseEvent) {
      const place = placeOf(event.target)
      // Choosing cells with the mouse must not choose their texts.
      if (place && !isActive(place)) event.preventDefault()
    },
    onPointerOver(event: React.PointerEvent) {
      const place = placeOf(event.target)
      if (!drag || !place || (!drag.moved && isSame(place, drag.from))) return
      if (!drag.moved) grid.enter(drag.from)
      drag.moved = true
      grid.enter(place, { extend: true })
    },
    onClick(event: React.MouseEvent) {
      const place = placeOf(event.target)
      if (!place || drag?.moved) return
      if (event.shiftKey && grid.state.selection) return grid.enter(place, { extend: true })
      if (isActive(place)) return void grid.run({ do: 'type' })
      grid.enter(place, { editing: true, opens: true })
    },
    onFocus(event: React.FocusEvent) {
      if (event.target === box.current && !grid.state.selection) grid.enter({ row: 0, column: 0 })
    },
    onBlur() {
      // A window that loses the focus keeps its active element; so do inputs made anew.
      setTimeout(() => {
        const here = document.activeElement
        if (grid.state.selection && here !== document.body && !box.current?.contains(here)) {
          grid.leave()
        }
      })
    },
    onKeyDownCapture: (event: React.KeyboardEvent) => pressed(grid, columns, event),
    ...clipboardOf(grid),
  }
  return {
    handlers,
    endDrag: () => {
      // The click that ends a drag comes after this.
      setTimeout(() => (drag = null))
    },
    change(row: FormRow, field: string, value: unknown) {
      grid.change(row, field, value, isListOpen() && !Array.isArray(value))
    },
  }
}

function clipboardOf(grid: GridController) {
  const give = (event: React.ClipboardEvent, text: string | null) => {
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  return {
    onCopy: (event: React.ClipboardEvent) => give(event, grid.copied()),
    onCut: (event: React.ClipboardEvent) => give(event, grid.cut()),
    onPaste(event: React.ClipboardEvent) {
      const text = event.clipboardData.getData('text/plain')
      if (!grid.takesPaste(text)) return
      event.preventDefault()
      void grid.paste(text)
    },
  }
}

function pressed(
  grid: GridController,
  columns: readonly RuntimeField[],
  event: React.KeyboardEvent
): void {
  const { selection } = grid.state
  if (!selection || event.nativeEvent.isComposing) return
  const field = columns[selection.active.column]
  const command = gridCommand(event, {
    isEditing: selection.isEditing || isListOpen(),
    isListOpen: isListOpen(),
    isMany: isBlockOfMany(selection),
    isMultiline: field?.type === 'longtext',
  })
  if (!command) return
  const opensList = command.do === 'type' && isChoice(event.target)
  if (!grid.run(opensList ? { do: 'edit' } : command)) return
  event.preventDefault()
  event.stopPropagation()
}

/** A choice without a search takes no text: a key opens it. */
function isChoice(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.readOnly && target.role === 'combobox'
}

/** Whether a list or a calendar of a cell is open: then keys are its. */
function isListOpen(): boolean {
  const active = document.activeElement
  if (active?.getAttribute('aria-expanded') === 'true') return true
  return document.querySelector('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)') !== null
}

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row, column] = (cell?.dataset['cell'] ?? '').split(':').map(Number)
  return row === undefined || column === undefined ? null : { row, column }
}

const isSame = (a: Place, b: Place) => a.row === b.row && a.column === b.column
