import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { viewQuery } from '#runtime/client/queries.ts'
import { texts } from '#runtime/texts/index.ts'
import { askedPath, choicesOf } from './filter_values.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'

/** Joins the titles of a way along relations. */
export const wayMark = ' / '

/** A column by its path; null where it is not there or not readable, undefined until that is known. */
export type ColumnOf = (path: string) => RuntimeColumn | null | undefined

type ViewOf = (entity: string) => RuntimeView | null | undefined

/**
 * Columns of a list by path, also along relations: what can be asked of a related record tells the
 * view of its entity, which is read when a path leads there.
 */
export function useColumnOf(view: RuntimeView, paths: readonly string[]): ColumnOf {
  const queries = useQueryClient()
  const viewOf: ViewOf = (entity) => {
    if (entity === view.entity) return view
    const state = queries.getQueryState<RuntimeView>(viewQuery(entity).queryKey)
    return state?.status === 'error' ? null : state?.data
  }
  const entities = [...new Set(paths.flatMap((path) => entitiesOn(path, view, viewOf)))]
  // Reading them makes this render again, and so sees the next step of each way.
  useQueries({ queries: entities.map((entity) => viewQuery(entity)) })
  return (path) => columnAt(path, view, viewOf)
}

/** The view of another entity, once it is known. */
export function useViewOf(entity: string | null): RuntimeView | null {
  const found = useQuery({ ...viewQuery(entity ?? ''), enabled: entity !== null })
  return found.data ?? null
}

/** Columns of a view: those it shows, which may have titles of their own, then all others. */
export function ownColumn(view: RuntimeView, path: string): RuntimeColumn | undefined {
  const shown = view.columns.find((column) => column.path === path)
  const known = view.fields.find((column) => column.path === path)
  return shown && known ? { ...known, ...shown, rows: known.rows } : (shown ?? known)
}

/** Entities whose views are needed to know a path, as far as the way is known. */
export function entitiesOn(path: string, view: RuntimeView, viewOf: ViewOf): string[] {
  if (ownColumn(view, path)) return []
  const entities: string[] = []
  let here: RuntimeView | null | undefined = view
  for (const step of path.split('.').slice(0, -1)) {
    const target: string | null | undefined = here && ownColumn(here, step)?.field.target
    if (!target) break
    if (target !== view.entity) entities.push(target)
    here = viewOf(target)
  }
  return entities
}

/** The part of an object that is asked for: of an address what stands behind its region. */
function partOf(column: RuntimeColumn, path: string): RuntimeColumn {
  if (column.field.valueType === 'address') {
    const title = `${column.title}${wayMark}${texts.fields.addressDetail}`
    const field = { ...column.field, key: 'detail', title, type: 'text', valueType: 'text' }
    return { ...column, path, title, field, operators: ['contains', 'startsWith', 'eq', 'empty'] }
  }
  const options = choicesOf(column.field).map((one) => ({
    ...{ ...one, color: null, parent: null, off: false },
  }))
  const field = { ...column.field, type: 'select', valueType: 'select', options }
  return { ...column, path, field, operators: ['eq', 'ne', 'in', 'nin', 'empty'] }
}

export function columnAt(
  path: string,
  view: RuntimeView,
  viewOf: ViewOf
): RuntimeColumn | null | undefined {
  const own = ownColumn(view, path)
  if (own) return own
  const [first = '', ...rest] = path.split('.')
  const step = ownColumn(view, first)
  if (step && rest.length > 0 && askedPath(step.field) === path) return partOf(step, path)
  if (rest.length === 0 || !step?.field.target || step.operators.length === 0) return null
  const next = viewOf(step.field.target)
  if (!next) return next
  const found = columnAt(rest.join('.'), next, viewOf)
  return found && { ...found, path, title: `${step.title}${wayMark}${found.title}`, rows: null }
}
