import type { MetaSchema } from './meta_schema.ts'

const partAddress = '#/$defs/'

/** The schema with its `$ref` followed; what stands beside the `$ref` goes before the part's own. */
export function resolved(root: MetaSchema, schema: MetaSchema): MetaSchema {
  const { $ref, ...beside } = schema
  if ($ref === undefined) return schema
  const part = root.$defs?.[$ref.slice(partAddress.length)]
  if (!part) throw new TypeError(`meta-schema part ${$ref} is missing`)
  return { ...resolved(root, part), ...beside }
}

/** The schema that holds for this value: the fitting case of `x-cases`, else the schema itself. */
export function caseOf(root: MetaSchema, schema: MetaSchema, value: unknown): MetaSchema {
  const cases = schema['x-cases']
  if (!cases || typeof value !== 'object' || value === null) return schema
  const members = value as Readonly<Record<string, unknown>>
  const fitting = cases.find(({ when }) =>
    Object.entries(when).every(([name, expected]) =>
      expected === null
        ? !Object.hasOwn(members, name)
        : Object.hasOwn(members, name) && members[name] === expected
    )
  )
  return fitting ? caseOf(root, resolved(root, fitting.then), value) : schema
}
