/**
 * The walk over a definition along its meta-schema: the one traversal behind link, where-used,
 * rename, completion and merge. Pure; expects a document that passed the budgets (it recurses) and
 * goes on past whatever does not fit the meta-schema, so it may run on a faulty document.
 */
import type { ExpressionMark, FieldMark, MetaSchema, ReferenceMark } from './meta_schema.ts'

import { pointerSegment } from './json_pointer.ts'
import { caseOf, resolved } from './resolve.ts'
import { metaSchemaOf } from './registry.ts'

/** Whose name it is: the owner's key as the document gives it, null when that is no string. */
export interface Owner {
  readonly key: string | null
  /** The owner is the entity of the rows of this children field of `key`. */
  readonly via: string | null
}

/** What a marked string means, its owner found. */
export type Target =
  | {
      readonly to: 'definition'
      readonly kind: string
      /** Entity a form or view must belong to. */
      readonly owner: Owner | null
      readonly wildcard: boolean
      readonly or: readonly string[]
    }
  | { readonly to: 'field'; readonly owner: Owner; readonly mark: FieldMark }
  | { readonly to: 'state' | 'item' | 'action' | 'numbering' | 'filter'; readonly owner: Owner }
  | { readonly to: 'expression'; readonly owner: Owner; readonly mark: ExpressionMark }

export interface Reference {
  /** JSON pointer of the value; of the member when `place` is key. */
  readonly pointer: string
  /** Whether the value names something, or the key under which it stands. */
  readonly place: 'value' | 'key'
  /** The string; for a filter the object. */
  readonly value: unknown
  readonly target: Target
  /** Key of the nearest member of an ordered map (a field, a form node) it stands in. */
  readonly member: string | null
}

/** A value of the document beside the schema that judges it. */
export interface Place {
  readonly pointer: string
  readonly value: unknown
  readonly schema: MetaSchema
  readonly member: string | null
  /** Enclosing objects, outermost first. */
  readonly enclosing: readonly Readonly<Record<string, unknown>>[]
}

type Members = Readonly<Record<string, unknown>>

/** Calls visit for every reference of a definition, in document order. */
export function walkReferences(
  kind: string,
  document: unknown,
  visit: (reference: Reference) => void
): void {
  walkPlaces(kind, document, (place) => {
    for (const reference of referencesAt(place, document)) visit(reference)
  })
}

const none: readonly Reference[] = []

/** What is named at one place: by the key it stands under, by its value, by both. */
export function referencesAt(place: Place, document: unknown): readonly Reference[] {
  const keyMark = place.schema['x-key']?.['x-ref']
  const mark = place.schema['x-ref']
  if (!mark && !keyMark) return none
  const found: Reference[] = []
  if (keyMark && place.member !== null) {
    const target = targetOf(keyMark, place.member, place, document)
    if (target) found.push({ ...bare(place), place: 'key', value: place.member, target })
  }
  const target = mark && targetOf(mark, place.value, place, document)
  if (target) found.push({ ...bare(place), place: 'value', value: place.value, target })
  return found
}

/** Calls visit for every list whose objects have an identity. */
export function walkLists(
  kind: string,
  document: unknown,
  visit: (list: { pointer: string; items: readonly unknown[]; identity: string }) => void
): void {
  walkPlaces(kind, document, ({ pointer, value, schema }) => {
    const identity = schema['x-identity']
    if (identity && Array.isArray(value)) visit({ pointer, items: value, identity })
  })
}

/**
 * Calls visit for every value that the meta-schema knows, parents first. What is inside a filter
 * is not visited: the filter grammar reads it.
 *
 * @throws TypeError when there is no such kind
 */
export function walkPlaces(kind: string, document: unknown, visit: (place: Place) => void): void {
  const root = metaSchemaOf(kind)
  const step = (place: Place) => {
    const schema = caseOf(root, resolved(root, place.schema), place.value)
    const here = { ...place, schema }
    visit(here)
    if (Array.isArray(place.value)) stepItems(here, place.value, step)
    else if (isMembers(place.value)) stepMembers(here, place.value, step)
  }
  step({ pointer: '', value: document, schema: root, member: null, enclosing: [] })
}

function stepItems(place: Place, items: readonly unknown[], step: (place: Place) => void) {
  const schema = place.schema.items
  if (!schema) return
  items.forEach((value, index) => {
    step({ ...place, pointer: `${place.pointer}/${index}`, value, schema })
  })
}

function stepMembers(place: Place, members: Members, step: (place: Place) => void) {
  const { properties, additionalProperties: map } = place.schema
  const enclosing = [...place.enclosing, members]
  for (const [key, value] of Object.entries(members)) {
    const pointer = place.pointer + pointerSegment(key)
    const known = properties && Object.hasOwn(properties, key) ? properties[key] : undefined
    if (known) step({ ...place, pointer, value, schema: known, enclosing })
    else if (isMembers(map)) step({ pointer, value, schema: map, member: key, enclosing })
  }
}

function targetOf(
  mark: ReferenceMark,
  value: unknown,
  place: Place,
  document: unknown
): Target | null {
  const owner = (of: string, via: string | null = null): Owner => ({
    key: ownerKey(of, place, document),
    via,
  })
  if (mark.filter && isMembers(value)) return { to: 'filter', owner: owner(mark.filter.of) }
  if (typeof value !== 'string') return null
  const { expression, field } = mark
  if (expression && (value.startsWith('=') || onlyExpression(mark, place.schema))) {
    return { to: 'expression', owner: owner(expression.of), mark: expression }
  }
  if (field) {
    const via = field.via === 'member' ? place.member : null
    return { to: 'field', owner: owner(field.of, via), mark: field }
  }
  for (const to of ['state', 'item', 'action', 'numbering'] as const) {
    const owned = mark[to]
    if (owned) return { to, owner: owner(owned.of) }
  }
  if (mark.kind === undefined || mark.or?.includes(value)) return null
  const { kind, of, wildcard = false, or = [] } = mark
  return { to: 'definition', kind, owner: of === undefined ? null : owner(of), wildcard, or }
}

function onlyExpression(mark: ReferenceMark, schema: MetaSchema): boolean {
  return Object.keys(mark).length === 1 && !schema['x-text'] && !schema['x-code']
}

function ownerKey(of: string, place: Place, document: unknown): string | null {
  if (!of.startsWith('/') && of !== '') {
    const holder = place.enclosing.findLast((members) => Object.hasOwn(members, of))
    return text(holder?.[of])
  }
  const name = of === '' ? 'key' : of.slice(1)
  return isMembers(document) ? text(document[name]) : null
}

function bare({ pointer, member }: Place): Pick<Reference, 'pointer' | 'member'> {
  return { pointer, member }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
