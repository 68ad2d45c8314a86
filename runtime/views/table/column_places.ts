import type { CSSProperties } from 'react'
import { widthOf } from '../state/shown_columns.ts'
import type { ShownColumn } from '../state/shown_columns.ts'

/** px: the column of check boxes, and that of a row's actions. */
export const leadWidth = 44
export const tailWidth = 48

/** Where a column stands. */
export interface ColumnPlace {
  column: ShownColumn
  width: number
  /** Takes what room is left. */
  isFlexible: boolean
  /** Distance from the left edge, for columns that stay in view. */
  left: number | null
  isLastFrozen: boolean
}

export interface ColumnPlaces {
  columns: ColumnPlace[]
  /** px, of the whole table at least. */
  width: number
  /** An empty column takes what room is left: widths that people set stay as they are. */
  hasFiller: boolean
}

/** Widths and places of the columns; one of them takes the room that is left unless people set widths. */
export function laidOut(
  columns: readonly ShownColumn[],
  given: { isOwn: boolean; dragged: ReadonlyMap<string, number> }
): ColumnPlaces {
  const hasFiller = given.isOwn || given.dragged.size > 0
  const widest = [...columns].sort((a, b) => widthOf(b) - widthOf(a))[0]
  const lastFrozen = columns.findLast(({ frozen }) => frozen)
  let left = leadWidth
  let width = leadWidth + tailWidth
  const places = columns.map((column): ColumnPlace => {
    const own = given.dragged.get(column.path) ?? widthOf(column)
    const place = {
      column,
      width: own,
      isFlexible: !hasFiller && column === widest,
      left: column.frozen ? left : null,
      isLastFrozen: column === lastFrozen,
    }
    left += column.frozen ? own : 0
    width += own
    return place
  })
  return { columns: places, width, hasFiller }
}

/** Class and place of a cell in its column. */
export function cellPlace(
  place: ColumnPlace,
  right: boolean
): {
  className: string | undefined
  style: CSSProperties | undefined
} {
  const names = [
    right ? 'gj-right' : '',
    place.left === null ? '' : 'gj-frozen',
    place.isLastFrozen ? 'gj-frozen-last' : '',
  ]
  return {
    className: names.filter(Boolean).join(' ') || undefined,
    style: place.left === null ? undefined : { left: place.left },
  }
}
