import type { MetaSchema } from './meta_schema.ts'

import { metaSchemaOf } from './registry.ts'
import { caseOf, resolved } from './resolve.ts'

/**
 * A copy of a definition with its members in canonical order: keywords in the order of
 * `properties` in the meta-schema; members of `x-ordered` maps, of filters, and whatever the
 * meta-schema does not know, in the author's order (the unknown last). Pure; expects a document
 * within the budgets, for it recurses.
 *
 * @example
 * JSON.stringify(canonicalOrder('dictionary', document), null, 2) + '\n' // the canonical text
 * @throws TypeError when there is no such kind
 */
export function canonicalOrder(kind: string, document: unknown): unknown {
  const root = metaSchemaOf(kind)
  return ordered(root, root, document)
}

function ordered(root: MetaSchema, given: MetaSchema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const schema = caseOf(root, resolved(root, given), value)
  if (Array.isArray(value)) {
    const items = schema.items
    return items ? value.map((item) => ordered(root, items, item)) : value
  }
  const { properties = {}, additionalProperties: map } = schema
  const members = value as Readonly<Record<string, unknown>>
  const known = Object.keys(properties).filter((key) => Object.hasOwn(members, key))
  const others = Object.keys(members).filter((key) => !Object.hasOwn(properties, key))
  return Object.fromEntries(
    [...known, ...others].map((key) => {
      const inner = Object.hasOwn(properties, key) ? properties[key] : map
      const judged = typeof inner === 'object' ? ordered(root, inner, members[key]) : members[key]
      return [key, judged]
    })
  )
}
