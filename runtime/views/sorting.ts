export type SortDirection = 'ascending' | 'descending' | null

/** How a column is sorted by `sort` (`-updated_at,no`); only the first key is shown. */
export function directionOf(sort: string, path: string): SortDirection {
  const [first = ''] = sort.split(',')
  if (first === path) return 'ascending'
  return first === `-${path}` ? 'descending' : null
}

/** A click on a column: ascending, then descending, then as the view has it (null). */
export function nextSort(chosen: string | null, path: string): string | null {
  if (chosen === path) return `-${path}`
  return chosen === `-${path}` ? null : path
}
