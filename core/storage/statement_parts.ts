/** `?, ?, ?` */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}

/** `(?, ?), (?, ?)`: rows of so many values. */
export function rowPlaceholders(width: number, rows: number): string {
  const row = `(${placeholders(width)})`
  return Array.from({ length: rows }, () => row).join(', ')
}

/** Splits a list so that each part fits one statement. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < list.length; start += size)
    parts.push(list.slice(start, start + size))
  return parts
}
