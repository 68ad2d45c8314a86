/** A region as the API reads it: its names, else its code; a masked one is text. */
export function regionText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  const { title, code } = value as { title?: unknown; code?: unknown }
  return String(title ?? code ?? '')
}

/** The code of a region, however it is given. */
export function regionCodeOf(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value
  const code = (value as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : null
}

/** The digits that all divisions inside of one begin with: 450000 -> 45. */
export function divisionPrefix(code: string): string {
  return code.replace(/(?:00){1,2}$/, '')
}
