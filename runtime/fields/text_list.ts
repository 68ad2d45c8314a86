/** The texts of a list as the API reads it; a masked list is one text. */
export function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' && value !== '' ? [value] : []
}
