import type { Value } from '#engine/values.ts'

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/**
 * What people read of formatted text that was sanitised: a line for each paragraph, without marks,
 * entities as what they stand for. `Dialect.htmlText` gives the same in the database.
 */
export function htmlText(value: Value): string {
  return String(value ?? '')
    .replace(/<\/(?:p|li|h[1-6]|blockquote|pre)>|<br ?\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot);/g, (entity) => entities[entity]!)
    .replaceAll('&amp;', '&')
}
