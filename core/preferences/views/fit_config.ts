import { budgets } from '#engine/budgets.ts'
import { fieldOfStep, parsePath } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'
import type { CompiledApplication, CompiledField } from '#engine/compile/index.ts'
import type { DroppedParts, SavedViewConfig } from '#engine/presentation/index.ts'
import { fitFilter } from './fit_filter.ts'
import { pathOf, uidsOf } from './view_names.ts'
import type { ViewNames } from './view_names.ts'

/** Through whose eyes, and with which definitions, a saved view is read. */
export interface ViewEyes {
  application: CompiledApplication
  context: FilterContext
}

/**
 * Settings as far as they stand today for this reader. Fields that were renamed are found by uid;
 * what is gone, hidden or of another type is left out and counted, never an error: a saved view
 * opens whatever happened to its entity, and gives nothing that the reader may not see.
 */
export function fitConfig(
  config: SavedViewConfig,
  names: ViewNames,
  eyes: ViewEyes
): { config: SavedViewConfig; dropped: DroppedParts } {
  const { view, kind, rowHeight, size, search } = config
  const fitted: SavedViewConfig = {
    ...(kind ? { kind } : {}),
    ...(rowHeight ? { rowHeight } : {}),
    ...(size ? { size } : {}),
    ...(search ? { search } : {}),
  }
  const dropped: DroppedParts = {}
  const count = (part: keyof DroppedParts, parts: number) => {
    if (parts > 0) dropped[part] = (dropped[part] ?? 0) + parts
  }
  if (view !== undefined) {
    if (eyes.application.views.get(view)?.entity === eyes.context.entity.key) fitted.view = view
    else count('view', 1)
  }
  fitPaths(config, fitted, count, (path) => fieldAt(today(path, names, eyes), eyes))
  if (config.filter) {
    const whole = fitFilter(config.filter, eyes.context, (path) => today(path, names, eyes))
    if (whole.filter) fitted.filter = whole.filter
    count('filter', whole.dropped)
  }
  return { config: fitted, dropped }
}

/** Paths of a view that is being saved, with their uids. */
export function namesOf(config: SavedViewConfig, eyes: ViewEyes): ViewNames {
  const { columns = [], sort, group, board, totals = [], filter = {} } = config
  const paths = [
    ...columns.map(({ path }) => path),
    ...sortKeys(sort).map(({ path }) => path),
    ...[group, board].filter((path) => path !== undefined),
    ...totals.map(({ path }) => path),
    ...filterPaths(filter),
  ]
  const named = [...new Set(paths)].map(
    (path) => [path, uidsOf(path, eyes.context.entity, eyes.application)] as const
  )
  return Object.fromEntries(named.filter((one): one is [string, string] => one[1] !== null))
}

type Named = { path: string; field: CompiledField; masked: boolean } | null

function fitPaths(
  config: SavedViewConfig,
  fitted: SavedViewConfig,
  count: (part: keyof DroppedParts, parts: number) => void,
  named: (path: string) => Named
): void {
  /** Only what is not masked may be asked for. */
  const asked = (path: string) => {
    const found = named(path)
    return found && !found.masked ? found : null
  }
  if (config.columns) {
    const columns = config.columns.flatMap((column) => {
      const found = named(column.path)
      return found ? { ...column, path: found.path } : []
    })
    count('columns', config.columns.length - columns.length)
    if (columns.length > 0) fitted.columns = columns
  }
  const keys = sortKeys(config.sort)
  const sort = keys.flatMap(({ path, descending }) => {
    const found = asked(path)
    return found?.field.type.sortable ? `${descending ? '-' : ''}${found.path}` : []
  })
  count('sort', keys.length - sort.length)
  if (sort.length > 0) fitted.sort = sort.slice(0, budgets.sortKeys).join(',')
  for (const part of ['group', 'board'] as const) {
    const path = config[part]
    if (path === undefined) continue
    const found = asked(path)
    if (found && found.field.column !== null) fitted[part] = found.path
    else count(part, 1)
  }
  const totals = (config.totals ?? []).flatMap((total) => {
    const found = asked(total.path)
    const isNumber = found?.field.type.valueType(found.field).kind === 'number'
    return found && isNumber ? { ...total, path: found.path } : []
  })
  count('totals', (config.totals?.length ?? 0) - totals.length)
  if (totals.length > 0) fitted.totals = totals
}

function sortKeys(sort: string | undefined): { path: string; descending: boolean }[] {
  return (sort?.split(',') ?? []).map((name) => {
    const descending = name.trim().startsWith('-')
    return { path: name.trim().slice(descending ? 1 : 0), descending }
  })
}

function* filterPaths(filter: unknown): Generator<string> {
  if (typeof filter !== 'object' || filter === null) return
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'not') yield* filterPaths(value)
    else if (key === 'any' || key === 'all') {
      for (const item of Array.isArray(value) ? value : []) yield* filterPaths(item)
    } else yield key
  }
}

function today(path: string, names: ViewNames, { application, context }: ViewEyes): string | null {
  const uids = Object.hasOwn(names, path) ? names[path]! : null
  return uids === null ? path : pathOf(uids, context.entity, application)
}

function fieldAt(path: string | null, { context }: ViewEyes): Named {
  if (path === null) return null
  const { masked: _masked, ...shown } = context
  const seen = parsePath(path, shown).path
  if (!seen) return null
  const field = fieldOfStep(seen.steps.at(-1)!)
  return { path, field, masked: parsePath(path, context).path === null }
}
