import { caseOf, elementsOf, resolved } from '#schemas/index.ts'
import type { Element, Elements, MetaSchema } from '#schemas/index.ts'

/**
 * The parts of a value, as schemas/ takes it apart, and also of lists whose objects have no identity
 * or share one while they are being typed: those are known by their place (`%0`) until they have.
 */
export function partsOf(root: MetaSchema, given: MetaSchema, value: unknown): Elements {
  const parts = elementsOf(root, given, value)
  if (parts.shape !== 'leaf' || !Array.isArray(value)) return parts
  const schema = caseOf(root, resolved(root, given), value)
  const items = value.map((item: unknown, index): Element => {
    const place = { id: `%${index}`, key: String(index) }
    return { ...place, value: item, schema: schema.items ?? {} }
  })
  return { shape: 'list', isOrdered: true, items }
}

/** The schema that judges a value, its reference and its cases followed. */
export function schemaFor(root: MetaSchema, given: MetaSchema, value: unknown): MetaSchema {
  return caseOf(root, resolved(root, given), value)
}
