/**
 * The registry of kinds (种类): every kind of definition and every field type, found by what lies in
 * schemas/meta. Whatever must cover all of them (check, types, diff, property panel) asks here.
 */
import type { MetaSchema } from './meta_schema.ts'

import { assembleField, assembleKind } from './assemble.ts'
import { fieldFiles, kindFiles, shared } from './meta/index.generated.ts'

const files = { shared, kinds: kindFiles, fields: fieldFiles }

/** Kinds of definitions, in alphabetical order. */
export const kinds: readonly string[] = Object.freeze(Object.keys(kindFiles))

/** Field types, in alphabetical order. */
export const fieldTypeNames: readonly string[] = Object.freeze(Object.keys(fieldFiles))

const kindSchemas = new Map(kinds.map((kind) => [kind, frozen(assembleKind(files, kind))]))
const fieldSchemas = new Map(
  fieldTypeNames.map((type) => [type, frozen(assembleField(files, type))])
)

export function isKind(kind: unknown): kind is string {
  return typeof kind === 'string' && kindSchemas.has(kind)
}

/**
 * The meta-schema of a kind: self-contained, closed at any depth, frozen.
 *
 * @throws TypeError when there is no such kind; ask isKind first about a word of a definition
 */
export function metaSchemaOf(kind: string): MetaSchema {
  const schema = kindSchemas.get(kind)
  if (!schema) throw new TypeError(`there is no kind ${kind}`)
  return schema
}

/**
 * The meta-schema of a field of one type: which keywords it may and must carry.
 *
 * @throws TypeError when there is no such type
 */
export function fieldMetaOf(type: string): MetaSchema {
  const schema = fieldSchemas.get(type)
  if (!schema) throw new TypeError(`there is no field type ${type}`)
  return schema
}

/**
 * Name of the type of a field object: its x-type, else what its JSON type implies; null when it
 * has none. The same table decides in the meta-schema.
 *
 * @example
 * fieldTypeNameOf({ type: 'string', format: 'date' }) // 'date'
 */
export function fieldTypeNameOf(field: Readonly<Record<string, unknown>>): string | null {
  const named = field['x-type']
  if (named !== undefined)
    return typeof named === 'string' && fieldSchemas.has(named) ? named : null
  return impliedTypes.find(([, implies]) => fits(field, implies))?.[0] ?? null
}

type Implied = readonly [string, Readonly<Record<string, string>>]

const impliedTypes: readonly Implied[] = Object.entries(fieldFiles)
  .flatMap(([type, schema]): Implied[] =>
    schema['x-default-for'] ? [[type, schema['x-default-for']]] : []
  )
  .sort((a, b) => Object.keys(b[1]).length - Object.keys(a[1]).length)

function fits(field: Readonly<Record<string, unknown>>, implies: Readonly<Record<string, string>>) {
  return Object.entries(implies).every(([name, value]) => field[name] === value)
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
