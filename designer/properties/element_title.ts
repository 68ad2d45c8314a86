import type { Located } from '#designer/document/index.ts'
import { isMembers } from '#designer/document/index.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { phrases } from '#designer/texts/phrases.ts'

/** What an element is called: its own title, else what it names, else its key. */
export function elementTitle(element: Pick<Located, 'value' | 'key' | 'schema'>): string {
  const { value, key, schema } = element
  if (isMembers(value)) {
    for (const name of ['title', 'path', 'entity', 'id', 'code', 'key', 'kind']) {
      const text = value[name]
      if (typeof text === 'string' && text !== '') return text
    }
    if (Array.isArray(value.fields)) return phrases.listed(value.fields)
  }
  // A field of a form says nothing of its own as a rule; it is known by the field it shows.
  if (isMembers(value) && schema['x-key']?.['x-ref']) return key
  if (typeof value === 'string') return value
  return /^\d+$/.test(key) ? `${labelOf(schema, key)} ${Number(key) + 1}` : labelOf(schema, key)
}
