import { displayOf } from '#runtime/fields/displays.ts'
import { ownColumn, useColumnOf } from './reachable.ts'
import type { SavedColumn } from '#engine/presentation/saved_view.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListSettings } from './list_state.ts'

export interface ShownColumn extends RuntimeColumn {
  /** Stays in view while the others scroll. */
  frozen: boolean
}

/** A view gives the width of what stands in a column; the padding comes on top. */
export const columnPadding = 24

export function widthOf(column: RuntimeColumn): number {
  return (column.width ?? displayOf(column.field).width) + columnPadding
}

/**
 * Columns of a list in order, those that stay in view first. A column that is gone or hidden from
 * the reader is left out; when none is left the list has those of its view.
 */
export function useShownColumns(view: RuntimeView, settings: ListSettings): ShownColumn[] {
  const chosen = settings.columns ?? []
  const columnOf = useColumnOf(
    view,
    chosen.map(({ path }) => path)
  )
  const columns = chosen.flatMap((saved): ShownColumn[] => {
    const column = columnOf(saved.path)
    const width = saved.width ?? column?.width ?? null
    return column ? [{ ...column, width, frozen: saved.frozen ?? false }] : []
  })
  if (columns.length === 0) return plainColumns(view)
  return [...columns.filter(({ frozen }) => frozen), ...columns.filter(({ frozen }) => !frozen)]
}

/** The columns of the view itself; the first one stays in view. */
export function plainColumns(view: RuntimeView): ShownColumn[] {
  return view.columns.map((column, n) => ({
    ...(ownColumn(view, column.path) ?? column),
    frozen: n === 0,
  }))
}

/** What is kept of shown columns. */
export function savedColumns(columns: readonly ShownColumn[]): SavedColumn[] {
  return columns.map(({ path, width, frozen }) => ({
    path,
    ...(width ? { width } : {}),
    ...(frozen ? { frozen: true } : {}),
  }))
}
