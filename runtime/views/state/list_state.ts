import { readColumns, readTotals, columnsText, totalsText } from './address_parts.ts'
import type { RowHeight, SavedColumn, SavedTotal } from '#engine/presentation/saved_view.ts'

/** A condition in the language of the API. */
export type Filter = Readonly<Record<string, unknown>>

/** How a list is set up: everything of its state that a saved view can keep. */
export interface ListSettings {
  search: string
  /** `-updated_at` as the API takes it; null = the view's own. */
  sort: string | null
  /** Values of the query bar by field key; see filter_values.ts. */
  filters: Readonly<Record<string, FilterValue>>
  /** What the filter builder made, beside the query bar. */
  where: Filter | null
  size: number | null
  /** Null = those of the view. */
  columns: readonly SavedColumn[] | null
  height: RowHeight | null
  group: string | null
  totals: readonly SavedTotal[]
}

/** What a list shows, as it stands in the address: sharable and kept by the back button. */
export interface ListState extends ListSettings {
  view: string | null
  /** Id of a saved view; `noSaved` = none, though one is the default. */
  saved: string | null
}

/** Text, codes, one id, true/false, or a pair of limits of which either may be missing. */
export type FilterValue =
  string | readonly string[] | boolean | readonly [string | null, string | null]

export const pageSizes = [20, 50, 100] as const
export const noSaved = '-'

/** A list as its view has it. */
export const plainSettings: ListSettings = {
  ...{ search: '', sort: null, filters: {}, where: null, size: null },
  ...{ columns: null, height: null, group: null, totals: [] },
}

const heights = ['low', 'middle', 'high'] as const
/** Marks that a saved view was changed into a list as its view has it. */
const ownMark = 'own'

/** Reads the state out of `location.search`; whatever does not fit is left out. */
export function readListState(search: string): ListState {
  const query = new URLSearchParams(search)
  return { view: query.get('view'), saved: query.get('saved'), ...readSettings(query) }
}

function readSettings(query: URLSearchParams): ListSettings {
  const size = Number(query.get('size'))
  return {
    search: query.get('q') ?? '',
    sort: query.get('sort'),
    filters: readFilters(query.get('f')),
    where: readObject(query.get('w')),
    size: (pageSizes as readonly number[]).includes(size) ? size : null,
    columns: readColumns(query.get('c')),
    height: heights.find((one) => one === query.get('h')) ?? null,
    group: query.get('g'),
    totals: readTotals(query.get('t')),
  }
}

/** Whether the address says how the list is set up, so that a saved view does not. */
export function hasSettings(search: string): boolean {
  const query = new URLSearchParams(search)
  return query.has(ownMark) || settingsText(readSettings(query)).size > 0
}

/** The same state as a query string (`?q=…`), '' when everything is as the view has it. */
export function listStateText(state: ListState): string {
  const settings = settingsText(state)
  const isOwn = state.saved !== null && state.saved !== noSaved && settings.size === 0
  return queryOf(state, isOwn ? new URLSearchParams({ [ownMark]: '1' }) : settings)
}

/** The address of a saved view as it was saved, or of the view itself. */
export function savedStateText(place: Pick<ListState, 'view' | 'saved'>): string {
  return queryOf(place, new URLSearchParams())
}

function queryOf({ view, saved }: Pick<ListState, 'view' | 'saved'>, rest: URLSearchParams) {
  const query = new URLSearchParams()
  if (view) query.set('view', view)
  if (saved) query.set('saved', saved)
  for (const [name, value] of rest) query.set(name, value)
  const text = query.toString()
  return text && `?${text}`
}

/** The settings alone, as one text: equal for lists that are set up alike. */
function settingsText(settings: ListSettings): URLSearchParams {
  const { search, sort, filters, where, size, columns, height, group, totals } = settings
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (sort) query.set('sort', sort)
  if (Object.keys(filters).length) query.set('f', JSON.stringify(filters))
  if (where) query.set('w', JSON.stringify(where))
  if (size) query.set('size', String(size))
  if (columns) query.set('c', columnsText(columns))
  if (height) query.set('h', height)
  if (group) query.set('g', group)
  if (totals.length) query.set('t', totalsText(totals))
  return query
}

function readFilters(text: string | null): ListState['filters'] {
  return Object.fromEntries(
    Object.entries(readObject(text) ?? {}).filter((entry): entry is [string, FilterValue] =>
      fits(entry[1])
    )
  )
}

function readObject(text: string | null): Filter | null {
  if (!text) return null
  try {
    const given: unknown = JSON.parse(text)
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
    return isObject && Object.keys(given).length > 0 ? (given as Filter) : null
  } catch {
    return null
  }
}

function fits(value: unknown): value is FilterValue {
  if (typeof value === 'string' || typeof value === 'boolean') return true
  return Array.isArray(value) && value.every((each) => each === null || typeof each === 'string')
}
