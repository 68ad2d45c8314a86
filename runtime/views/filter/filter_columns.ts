import { useQueries } from '@tanstack/react-query'
import { recordKeys, viewQuery } from '#runtime/client/queries.ts'
import { listRecords } from '#runtime/client/records.ts'
import { useColumnOf } from '../state/reachable.ts'
import { titleAt } from '../state/selection.ts'
import { idsIn, linesOf, rowPathsOf } from './tree_facts.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { FilterGroup } from './tree/filter_tree.ts'
import type { FilterWords } from './filter_text.ts'

/** A column where a condition stands: of the list, or of the rows of a sub-table or link. */
export type PlacedColumnOf = FilterWords['columnOf']

/**
 * Columns a tree of conditions asks about, through relations and inside sub-tables and links to
 * several; the views of other entities are read as far as the tree needs them.
 */
export function usePlacedColumns(view: RuntimeView, tree: FilterGroup): PlacedColumnOf {
  const lines = linesOf(tree)
  const tables = rowPathsOf(tree)
  const own = lines.filter(({ rows }) => rows === null).map(({ line }) => line.path)
  const columnOf = useColumnOf(view, [...own, ...tables])
  const targets = tables.flatMap((path) => {
    const { field } = columnOf(path) ?? {}
    return field?.target && !field.childFields ? [field.target] : []
  })
  const found = useQueries({
    queries: [...new Set(targets)].map((entity) => viewQuery(entity)),
  })
  const viewOf = (entity: string | null) =>
    entity === view.entity ? view : found.find(({ data }) => data?.entity === entity)?.data
  return (path, rows) => {
    if (rows === null) return columnOf(path)
    const table = columnOf(rows)
    if (!table) return table
    const columns = rowColumns(table, viewOf(table.field.target) ?? null)
    return columns ? (columns.find((one) => one.path === path) ?? null) : undefined
  }
}

/** Columns of the rows behind a column: of a sub-table its own, of a link those of its entity. */
export function rowColumns(
  column: RuntimeColumn,
  target: RuntimeView | null
): readonly RuntimeColumn[] | null {
  return column.rows ?? target?.fields ?? null
}

/** Titles of the records that conditions name by id: one question for each entity. */
export function useRecordTitles(
  tree: FilterGroup,
  columnOf: PlacedColumnOf
): FilterWords['titleOf'] {
  const wanted = new Map<string, { titleField: string; ids: Set<string> }>()
  for (const { line, rows } of linesOf(tree)) {
    const field = columnOf(line.path, rows)?.field
    if (!field?.target || !field.targetTitleField) continue
    const of = wanted.get(field.target) ?? { titleField: field.targetTitleField, ids: new Set() }
    for (const id of idsIn(line.operand, field)) of.ids.add(id)
    if (of.ids.size > 0) wanted.set(field.target, of)
  }
  const entities = [...wanted]
  const found = useQueries({
    queries: entities.map(([entity, { titleField, ids }]) => {
      const filter = JSON.stringify({ id: { in: [...ids].sort().slice(0, 200) } })
      const query = { filter, fields: titleField, limit: 200 }
      return {
        queryKey: recordKeys.list(entity, query),
        queryFn: () => listRecords(entity, query),
      }
    }),
  })
  return (entity, id) => {
    const at = entities.findIndex(([key]) => key === entity)
    const answer = found[at]
    if (!answer || answer.isPending) return '…'
    const record = answer.data?.data.find((one) => one.id === id)
    const title = record && titleAt(record, entities[at]![1].titleField)
    return title || `#${id.slice(-6)}`
  }
}
