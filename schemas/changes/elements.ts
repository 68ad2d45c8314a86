import type { MetaSchema } from '../meta_schema.ts'

import { caseOf, resolved } from '../resolve.ts'

/** One part of a definition: what it is known by among its siblings, where it stands, what judges it. */
export interface Element {
  /**
   * `name` of a property; `#uid` or `name` of a member of a map; `@id` of an object in a list. It
   * stays when the element is renamed or moved.
   */
  readonly id: string
  /** Key or index under which it stands now. */
  readonly key: string
  readonly value: unknown
  readonly schema: MetaSchema
}

/** A value as far as a comparison looks into it. */
export interface Elements {
  /** `leaf`: compared as a whole. */
  readonly shape: 'members' | 'map' | 'list' | 'leaf'
  /** Whether the order of the elements says something. */
  readonly isOrdered: boolean
  readonly items: readonly Element[]
}

type Members = Readonly<Record<string, unknown>>
const leaf: Elements = { shape: 'leaf', isOrdered: false, items: [] }
const nothing: MetaSchema = {}

/** Takes a value apart along its meta-schema. `root` is the meta-schema of the kind. */
export function elementsOf(root: MetaSchema, given: MetaSchema, value: unknown): Elements {
  const schema = caseOf(root, resolved(root, given), value)
  if (Array.isArray(value)) return listOf(schema, value)
  if (!isMembers(value) || schema['x-ref']?.filter) return leaf
  const { properties, additionalProperties: map } = schema
  if (properties) return membersOf(properties, map, value)
  return isSchema(map) ? mapOf(root, schema, map, value) : leaf
}

function membersOf(
  properties: Readonly<Record<string, MetaSchema>>,
  map: MetaSchema['additionalProperties'],
  value: Members
): Elements {
  const other = isSchema(map) ? map : nothing
  const items = Object.entries(value).map(([key, inner]) => ({
    ...{ id: key, key, value: inner },
    schema: Object.hasOwn(properties, key) ? properties[key]! : other,
  }))
  return { shape: 'members', isOrdered: false, items }
}

function mapOf(root: MetaSchema, schema: MetaSchema, of: MetaSchema, value: Members): Elements {
  const items = Object.entries(value).map(([key, inner]) => {
    const uid = uidOf(root, of, inner)
    return { id: uid === null ? key : `#${uid}`, key, value: inner, schema: of }
  })
  return { shape: 'map', isOrdered: schema['x-ordered'] === true, items: distinct(items) }
}

function listOf(schema: MetaSchema, value: readonly unknown[]): Elements {
  const { 'items': of, 'x-identity': identity } = schema
  if (!of || !identity || !value.every((item) => isMembers(item) && text(item[identity]) !== null))
    return leaf
  const items = value.map((item, index) => ({
    id: `@${text((item as Members)[identity])}`,
    key: String(index),
    value: item,
    schema: of,
  }))
  const isOne = new Set(items.map((item) => item.id)).size === items.length
  return isOne ? { shape: 'list', isOrdered: true, items } : leaf
}

/** Two members with one uid are a fault of the definition; then their keys tell them apart. */
function distinct(items: readonly Element[]): readonly Element[] {
  if (new Set(items.map((item) => item.id)).size === items.length) return items
  return items.map((item) => ({ ...item, id: item.key }))
}

/** The uid of a member, where its meta-schema has one. */
function uidOf(root: MetaSchema, schema: MetaSchema, value: unknown): string | null {
  if (!isMembers(value)) return null
  const name = uidPropertyOf(root, caseOf(root, resolved(root, schema), value))
  return name === null || !Object.hasOwn(value, name) ? null : text(value[name])
}

/** The property by which objects of a schema are unique in the installation; null when there is none. */
export function uidPropertyOf(root: MetaSchema, { properties = {} }: MetaSchema): string | null {
  const unique = Object.entries(properties).find(([, inner]) => resolved(root, inner)['x-unique'])
  return unique?.[0] ?? null
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isSchema(given: MetaSchema['additionalProperties']): given is MetaSchema {
  return typeof given === 'object'
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
