/** The list with one of its items in another place. */
export function movedColumn<T>(columns: readonly T[], from: number, to: number): T[] {
  const rest = columns.filter((_, n) => n !== from)
  const moved = columns[from]
  if (moved === undefined) return [...columns]
  const place = Math.min(rest.length, Math.max(0, to))
  return [...rest.slice(0, place), moved, ...rest.slice(place)]
}
