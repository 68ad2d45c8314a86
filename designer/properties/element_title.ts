import type { DesignDefinition, Located } from '#designer/document/index.ts'
import { isMembers, locate, titleOf } from '#designer/document/index.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'
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

/** The way to an element, outermost first, leaving out what only holds others. */
export function trailOf(
  definition: DesignDefinition,
  path: readonly string[]
): { path: readonly string[]; title: string }[] {
  const steps = path.flatMap((_, index) => {
    const part = path.slice(0, index + 1)
    const element = locate(definition, part)
    const isNamed = element !== null && (isMembers(element.value) || index === path.length - 1)
    const isShell = element?.schema.additionalProperties !== false && index < path.length - 1
    return isNamed && !isShell && element.key !== 'schema'
      ? [{ path: part, title: elementTitle(element) }]
      : []
  })
  return [{ path: [], title: `${kindTitle(definition.kind)} ${titleOf(definition)}` }, ...steps]
}
