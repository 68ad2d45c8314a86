import type { Members } from '#designer/document/index.ts'
import { isMembers } from '#designer/document/index.ts'

/** One line of a condition as it is edited. */
export type FilterRow =
  | {
      readonly kind: 'leaf'
      readonly path: string
      readonly operator: string
      readonly operand: unknown
      /** Written as a bare value, which means `eq`. */
      readonly isBare: boolean
    }
  | { readonly kind: 'group'; readonly word: 'any' | 'all'; readonly filters: readonly Members[] }
  | { readonly kind: 'not'; readonly filter: Members }

/** The lines of a filter, in its order. What is no filter gives none. Pure. */
export function rowsOf(filter: unknown): FilterRow[] {
  if (!isMembers(filter)) return []
  return Object.entries(filter).flatMap(([key, given]): FilterRow[] => {
    if (key === 'not') return [{ kind: 'not', filter: isMembers(given) ? given : {} }]
    if (key === 'any' || key === 'all') {
      return [
        { kind: 'group', word: key, filters: Array.isArray(given) ? given.filter(isMembers) : [] },
      ]
    }
    if (!isMembers(given)) {
      return [{ kind: 'leaf', path: key, operator: 'eq', operand: given, isBare: true }]
    }
    return Object.entries(given).map(([operator, operand]) => ({
      ...{ kind: 'leaf' as const, path: key, operator, operand, isBare: false },
    }))
  })
}

/**
 * The filter that lines make: side by side, all of them. A line that cannot stand beside one before it
 * (the same field with the same operator, a second `any`) goes into an `all` of its own. Pure.
 */
export function filterOf(rows: readonly FilterRow[]): Members {
  const filter: Record<string, unknown> = {}
  const beside: Members[] = []
  for (const row of rows) {
    const one = single(row)
    const [key, value] = Object.entries(one)[0]!
    const there = filter[key]
    if (!Object.hasOwn(filter, key)) filter[key] = value
    else if (
      row.kind === 'leaf' &&
      isMembers(there) &&
      isMembers(value) &&
      !Object.hasOwn(there, row.operator)
    ) {
      filter[key] = { ...there, ...value }
    } else beside.push(one)
  }
  if (beside.length === 0) return filter
  const { all } = filter
  return { ...filter, all: [...(Array.isArray(all) ? (all as unknown[]) : []), ...beside] }
}

function single(row: FilterRow): Members {
  if (row.kind === 'not') return { not: row.filter }
  if (row.kind === 'group') return { [row.word]: row.filters }
  return { [row.path]: row.isBare ? row.operand : { [row.operator]: row.operand } }
}
