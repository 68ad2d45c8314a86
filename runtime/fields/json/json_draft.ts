/**
 * What stands in the editor while it is no JSON: kept in the form like any value, so that nothing
 * typed is lost, and refused by the field's check.
 */
const mark = '\u0000draft:'

/** In place of a draft where the engine is asked: no JSON at all. */
const unreadable = Symbol('no JSON')

/** What was typed -> a value of the form. */
export function formValueOf(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return mark + text
  }
}

/** A value of the form -> what stands in the editor. */
export function editorText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' && value.startsWith(mark)) return value.slice(mark.length)
  return JSON.stringify(value, null, 2)
}

/** A value of the form -> what the API and the engine take. */
export function givenJson(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(mark) ? unreadable : value
}
