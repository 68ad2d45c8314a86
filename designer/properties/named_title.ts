import { isMembers, locate } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet, Located } from '#designer/document/index.ts'
import { nameOptions } from '#designer/names/name_options.ts'
import { phrases } from '#designer/texts/phrases.ts'
import type { ReferenceMark } from '#schemas/index.ts'
import { elementTitle } from './element_title.ts'

/** Properties that an element is known by when it has no title of its own. */
const naming = ['path', 'entity', 'field', 'fields']

/**
 * What people call an element: its own title, else the titles of what it names (a column by its
 * field, a grant by its entity), else as it is written. Pure.
 */
export function namedTitle(
  element: Located,
  place: { definition: DesignDefinition; set: DesignSet }
): string {
  const { value, key, schema, path } = element
  const labelOf = (mark: ReferenceMark | undefined, at: Located, name: string) =>
    (mark &&
      nameOptions({ mark, element: at, ...place }).find((one) => one.value === name)?.label) ??
    name
  if (typeof value === 'string') return labelOf(schema['x-ref'], element, value)
  if (!isMembers(value) || (typeof value.title === 'string' && value.title !== '')) {
    return elementTitle(element)
  }
  for (const name of naming) {
    const named = locate(place.definition, [...path, name])
    if (typeof named?.value === 'string' && named.value !== '') {
      return labelOf(named.schema['x-ref'], named, named.value)
    }
    if (named && Array.isArray(named.value)) {
      const items = named.schema.items
      const mark = isMembers(items) ? (items['x-ref'] as ReferenceMark | undefined) : undefined
      return phrases.listed(named.value.map((one) => labelOf(mark, named, String(one))))
    }
  }
  const mark = schema['x-key']?.['x-ref']
  return mark ? labelOf(mark, element, key) : elementTitle(element)
}
