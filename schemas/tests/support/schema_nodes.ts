import type { MetaSchema } from '#schemas/index.ts'
import { resolved } from '../../resolve.ts'

/** A node of a meta-schema with its `$ref` followed, and how it is reached. */
export interface SchemaNode {
  path: string
  schema: MetaSchema
  /** Whether it is the value of a member or an item, so that it needs a title of its own. */
  named: boolean
}

/** Every node of an assembled meta-schema that judges a value or a key, each once. */
export function schemaNodes(root: MetaSchema): SchemaNode[] {
  const nodes: SchemaNode[] = []
  const visit = (path: string, given: MetaSchema, named: boolean) => {
    const schema = resolved(root, given)
    nodes.push({ path, schema, named })
    for (const [key, inner] of Object.entries(schema.properties ?? {}))
      step(`${path}/${key}`, inner, true)
    if (schema.items) step(`${path}/*`, schema.items, true)
    if (schema.propertyNames) step(`${path}/(key)`, schema.propertyNames, true)
    const map = schema.additionalProperties
    if (typeof map === 'object') step(`${path}/(value)`, map, true)
    for (const { then } of schema['x-cases'] ?? []) step(path, then, false)
  }
  const seen = new Set<string>()
  const step = (path: string, schema: MetaSchema, named: boolean) => {
    if (schema.$ref !== undefined && Object.keys(schema).length === 1) {
      if (seen.has(`${path.split('/').at(-1)} ${schema.$ref}`)) return
      seen.add(`${path.split('/').at(-1)} ${schema.$ref}`)
    }
    visit(path, schema, named)
  }
  visit('', root, true)
  return nodes
}

/** Every `$ref` anywhere in a schema, as written. */
export function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner)
  )
}

export function isString(schema: MetaSchema): boolean {
  return [schema.type].flat().includes('string')
}
