import { filterOf } from './filter_values.ts'
import type { Query } from '#runtime/client/http.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListState } from './list_state.ts'

/** The API's query for a list, without cursor and count. */
export function listQuery(view: RuntimeView, state: ListState): Query {
  const filter = filterOf(view, state.filters)
  const fields = new Set([view.titleField, ...view.columns.map((column) => column.path)])
  return {
    fields: [...fields].join(','),
    filter: filter ? JSON.stringify(filter) : undefined,
    search: state.search || undefined,
    sort: state.sort ?? view.sort,
    limit: state.size ?? view.limit,
  }
}
