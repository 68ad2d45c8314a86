/** Between the settings of a list and what a saved view keeps of them. */
import { askedPath, conditionOf, filterControl } from './filter_values.ts'
import { plainSettings } from './list_state.ts'
import { instantDay } from './instant_day.ts'
import type { SavedViewConfig } from '#engine/presentation/saved_view.ts'
import type { RuntimeField, RuntimeView } from '#engine/presentation/shapes.ts'
import type { Filter, FilterValue, ListSettings, ListState } from './list_state.ts'

/** Digits of the code of a region. */
const divisionDigits = 6

type Conditions = Record<string, unknown>

/** The query bar and what the builder made, as one condition; null = none. */
export function joinedFilter(view: RuntimeView, settings: ListSettings): Filter | null {
  const bar: Conditions = {}
  for (const field of view.filters) {
    const value = settings.filters[field.key]
    const condition = value === undefined ? null : conditionOf(field, value)
    if (condition !== null) bar[askedPath(field)] = condition
  }
  const where = settings.where ?? {}
  const clashes = Object.keys(where).some((key) => Object.hasOwn(bar, key))
  const joined = clashes ? { ...bar, all: [where] } : { ...bar, ...where }
  return Object.keys(joined).length > 0 ? joined : null
}

/** What would be saved of a list now. */
export function configOf(view: RuntimeView, settings: ListSettings): SavedViewConfig {
  const { columns, height, sort, search, group, totals, size } = settings
  const filter = joinedFilter(view, settings)
  return {
    ...(view.view ? { view: view.view } : {}),
    ...(columns ? { columns: [...columns] } : {}),
    ...(height ? { rowHeight: height } : {}),
    ...(sort ? { sort } : {}),
    ...(filter ? { filter } : {}),
    ...(search ? { search } : {}),
    ...(group ? { group } : {}),
    ...(totals.length > 0 ? { totals: [...totals] } : {}),
    ...(size ? { size } : {}),
  }
}

/** A list as a saved view has it; what the query bar can show goes there. */
export function settingsOf(view: RuntimeView, config: SavedViewConfig): ListSettings {
  const { columns, rowHeight, sort, filter, search, group, totals, size } = config
  return {
    ...plainSettings,
    ...splitFilter(view, filter ?? {}),
    ...{ search: search ?? '', sort: sort ?? null, size: size ?? null },
    ...{ columns: columns ?? null, height: rowHeight ?? null },
    ...{ group: group ?? null, totals: totals ?? [] },
  }
}

/** Whether two lists are set up alike, also where one keeps in the query bar what the other does not. */
export function isSameSetup(view: RuntimeView, one: ListSettings, other: ListSettings): boolean {
  const named = (settings: ListSettings) => {
    const { view: _view, columns, rowHeight, ...rest } = configOf(view, settings)
    const { sort, filter, search, group, totals, size } = rest
    const shown = columns?.map(({ path, width, frozen }) => [path, width, frozen ?? false])
    const sums = totals?.map((total) => [total.path, total.do])
    return JSON.stringify([shown, rowHeight, sort, filter, search, group, sums, size])
  }
  return named(one) === named(other)
}

/** Parts of a condition that the query bar shows in its own way, and the rest. */
export function splitFilter(
  view: RuntimeView,
  filter: Filter
): Pick<ListState, 'filters' | 'where'> {
  const filters: Record<string, FilterValue> = {}
  const where: Conditions = {}
  for (const [key, condition] of Object.entries(filter)) {
    const field = view.filters.find((each) => askedPath(each) === key)
    const value = field && barValue(field, condition)
    if (value === undefined) where[key] = condition
    else filters[field!.key] = value
  }
  return { filters, where: Object.keys(where).length > 0 ? where : null }
}

/** The value of a control that asks exactly this; undefined when none does. */
function barValue(field: RuntimeField, condition: unknown): FilterValue | undefined {
  const value = guessedValue(field, condition)
  if (value === undefined) return undefined
  const asked = conditionOf(field, value)
  return JSON.stringify(asked) === JSON.stringify(condition) ? value : undefined
}

function guessedValue(field: RuntimeField, condition: unknown): FilterValue | undefined {
  const parts = (typeof condition === 'object' ? condition : {}) as Conditions
  switch (filterControl(field)) {
    case 'choice':
    case 'words': {
      const codes = (parts['has'] as Conditions | undefined)?.['in'] ?? parts['in']
      return Array.isArray(codes) ? (codes as string[]) : undefined
    }
    case 'region': {
      const prefix = parts['startsWith']
      return typeof prefix === 'string' ? prefix.padEnd(divisionDigits, '0') : undefined
    }
    case 'presence':
      return typeof parts['empty'] === 'boolean' ? !parts['empty'] : undefined
    case 'boolean':
      return typeof condition === 'boolean' ? condition : undefined
    case 'record': {
      const inner = (parts['has'] as Conditions | undefined)?.['id']
      const id = inner ?? condition
      return typeof id === 'string' && !id.startsWith('$') ? id : undefined
    }
    case 'text':
      return typeof parts['contains'] === 'string' ? parts['contains'] : undefined
    case 'days':
    case 'numbers':
      return limitsOf(field, parts)
  }
}

function limitsOf(field: RuntimeField, parts: Conditions): FilterValue | undefined {
  const between = Array.isArray(parts['between']) ? (parts['between'] as unknown[]) : []
  const [from, to] = [parts['gte'] ?? between[0], parts['lte'] ?? between[1]]
  const text = (limit: unknown): string | null => {
    if (limit === undefined || limit === null) return null
    return field.valueType === 'datetime' ? instantDay(String(limit)) : String(limit)
  }
  const pair: FilterValue = [text(from), text(to)]
  return pair.some((limit) => limit !== null) ? pair : undefined
}
