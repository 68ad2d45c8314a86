/** `-updated_at,no` as the API takes it: at most three keys. */
export interface SortKey {
  path: string
  descending: boolean
}

/** As many keys as the API takes. */
export const mostSortKeys = 3

export function readSort(sort: string): SortKey[] {
  return sort
    .split(',')
    .filter(Boolean)
    .map((key) => ({ path: key.replace(/^-/, ''), descending: key.startsWith('-') }))
}

export function sortText(keys: readonly SortKey[]): string | null {
  const texts = keys
    .slice(0, mostSortKeys)
    .map(({ path, descending }) => (descending ? `-${path}` : path))
  return texts.length > 0 ? texts.join(',') : null
}

/** How a column is sorted, and in which place of how many; null when it is not. */
export function sortOf(
  sort: string,
  path: string
): { descending: boolean; place: number; of: number } | null {
  const keys = readSort(sort)
  const place = keys.findIndex((key) => key.path === path)
  const key = keys[place]
  return key ? { descending: key.descending, place: place + 1, of: keys.length } : null
}

/**
 * A click on a column: ascending, then descending, then as the view has it (null). `also` keeps the
 * other keys.
 */
export function nextSort(chosen: string | null, path: string, also = false): string | null {
  const keys = readSort(chosen ?? '')
  const before = keys.find((key) => key.path === path)
  const next = before?.descending ? [] : [{ path, descending: before !== undefined }]
  if (!also) return sortText(next)
  if (!before) return sortText([...keys.slice(0, mostSortKeys - 1), ...next])
  return sortText(keys.flatMap((key) => (key.path === path ? next : [key])))
}
