/** What a list shows, as it stands in the address: sharable and kept by the back button. */
export interface ListState {
  view: string | null
  search: string
  /** `-updated_at` as the API takes it; null = the view's own. */
  sort: string | null
  /** Values of the query bar by field key; see filter_values.ts. */
  filters: Readonly<Record<string, FilterValue>>
  size: number | null
}

/** Text, codes, one id, true/false, or a pair of limits of which either may be missing. */
export type FilterValue =
  string | readonly string[] | boolean | readonly [string | null, string | null]

export const pageSizes = [20, 50, 100] as const

/** Reads the state out of `location.search`; whatever does not fit is left out. */
export function readListState(search: string): ListState {
  const query = new URLSearchParams(search)
  const size = Number(query.get('size'))
  return {
    view: query.get('view'),
    search: query.get('q') ?? '',
    sort: query.get('sort'),
    filters: readFilters(query.get('f')),
    size: (pageSizes as readonly number[]).includes(size) ? size : null,
  }
}

/** The same state as a query string (`?q=…`), '' when everything is as the view has it. */
export function listStateText(state: ListState): string {
  const query = new URLSearchParams()
  if (state.view) query.set('view', state.view)
  if (state.search) query.set('q', state.search)
  if (state.sort) query.set('sort', state.sort)
  if (Object.keys(state.filters).length) query.set('f', JSON.stringify(state.filters))
  if (state.size) query.set('size', String(state.size))
  const text = query.toString()
  return text && `?${text}`
}

function readFilters(text: string | null): ListState['filters'] {
  if (!text) return {}
  try {
    const given: unknown = JSON.parse(text)
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return {}
    return Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, FilterValue] => fits(entry[1]))
    )
  } catch {
    return {}
  }
}

function fits(value: unknown): value is FilterValue {
  if (typeof value === 'string' || typeof value === 'boolean') return true
  return Array.isArray(value) && value.every((each) => each === null || typeof each === 'string')
}
