/** What a tree of conditions names: paths, and records by their ids. */
import { linkOf } from '#runtime/fields/link_value.ts'
import { isName } from './line_values.ts'
import { rowsPath } from './tree/filter_tree.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterGroup, FilterItem, FilterLine } from './tree/filter_tree.ts'

export interface PlacedLine {
  line: FilterLine
  /** Path of the sub-table or link the line stands in; null for the list itself. */
  rows: string | null
}

export function linesOf(group: FilterGroup, rows: string | null = null): PlacedLine[] {
  return group.items.flatMap((item): PlacedLine[] => {
    if (item.kind === 'line') return [{ line: item, rows }]
    if (item.kind === 'group') return linesOf(item, rows)
    return linesOf(item.group, rowsPath(item.path, rows))
  })
}

/** Paths of the sub-tables and links whose rows are asked. */
export function rowPathsOf(group: FilterGroup, rows: string | null = null): string[] {
  return group.items.flatMap((item: FilterItem): string[] => {
    if (item.kind === 'line') return []
    if (item.kind === 'group') return rowPathsOf(item, rows)
    const path = rowsPath(item.path, rows)
    return [path, ...rowPathsOf(item.group, path)]
  })
}

/** Ids in an operand that stand for records of the field's entity. */
export function idsIn(operand: unknown, field: RuntimeField): string[] {
  if (field.target === null) return []
  const values = Array.isArray(operand) ? (operand as unknown[]) : [operand]
  return values.flatMap((value) => {
    const link = isName(value) ? null : linkOf(value)
    return link && link.title === null ? [link.id] : []
  })
}
