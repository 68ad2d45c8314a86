import { joinedFilter } from './view_settings.ts'
import type { Query } from '#runtime/client/http.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { Filter, ListSettings } from './list_state.ts'

/** The API's query for a list, without cursor and count. */
export function listQuery(
  view: RuntimeView,
  settings: ListSettings,
  columns: readonly RuntimeColumn[] = view.columns
): Query {
  const filter = filterOf(view, settings)
  const fields = new Set([view.titleField, ...columns.map((column) => column.path)])
  return {
    fields: [...fields].join(','),
    filter: filter ? JSON.stringify(filter) : undefined,
    search: settings.search || undefined,
    sort: settings.sort ?? view.sort,
    limit: settings.size ?? view.limit,
  }
}

/** All that narrows a list: the view's own condition, the query bar and the builder; null = nothing. */
export function filterOf(view: RuntimeView, settings: ListSettings): Filter | null {
  const asked = joinedFilter(view, settings)
  const parts = [view.where, asked].filter((part) => part !== null)
  return parts.length > 1 ? { all: parts } : (parts[0] ?? null)
}

/** Both at once: what one condition demands and another. */
export function bothOf(one: Filter | null, other: Filter | null): Filter | null {
  return one && other ? { all: [one, other] } : (one ?? other)
}
