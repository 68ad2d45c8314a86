/** A cell by its place in the grid. */
export interface Place {
  row: number
  column: number
}

/** The cell that has the cursor, and the block of cells around it that is chosen. */
export interface Selection {
  active: Place
  /** The corner of the block opposite to `active`. */
  anchor: Place
  /** Whether keys go to the cell's input. */
  isEditing: boolean
  /** Whether its list is to be open: somebody clicked to get here. */
  opens: boolean
}

export interface Block {
  top: number
  bottom: number
  left: number
  right: number
}

export interface Bounds {
  rows: number
  columns: number
}

export const selectCell = (active: Place, isEditing = false, opens = false): Selection => ({
  active,
  anchor: active,
  isEditing,
  opens,
})

export function blockOf({ active, anchor }: Selection): Block {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  }
}

export function isBlockOfMany(selection: Selection): boolean {
  const { active, anchor } = selection
  return active.row !== anchor.row || active.column !== anchor.column
}

/** The selection after a step, kept inside the grid; `extend` leaves the anchor where it is. */
export function stepped(
  selection: Selection,
  step: { rows: number; columns: number },
  bounds: Bounds,
  extend = false
): Selection {
  const active = inside(
    {
      row: selection.active.row + step.rows,
      column: selection.active.column + step.columns,
    },
    bounds
  )
  return { active, anchor: extend ? selection.anchor : active, isEditing: false, opens: false }
}

/** The next cell in reading order; null at the end, where Tab leaves the grid. */
export function nextCell({ active }: Selection, by: 1 | -1, bounds: Bounds): Place | null {
  const n = active.row * bounds.columns + active.column + by
  if (n < 0 || n >= bounds.rows * bounds.columns) return null
  return { row: Math.floor(n / bounds.columns), column: n % bounds.columns }
}

export function inside(place: Place, { rows, columns }: Bounds): Place {
  const keep = (n: number, count: number) => Math.max(0, Math.min(n, count - 1))
  return { row: keep(place.row, rows), column: keep(place.column, columns) }
}
