/**
 * A change made in an installation to a definition that ships with the product, kept apart from it:
 * only what differs, each part by identity, so that a later text of the product can take it up.
 */
import type { MetaSchema } from '../meta_schema.ts'

import { canonicalOrder } from '../canonical_order.ts'
import { pointerSteps } from '../json_pointer.ts'
import { metaSchemaOf } from '../registry.ts'
import { diffDocuments } from './diff.ts'
import { elementsOf } from './elements.ts'
import type { Element } from './elements.ts'

export interface Overlay {
  /** Hash of the text it was made on. */
  readonly base: string
  readonly set?: readonly { readonly at: readonly string[]; readonly value: unknown }[]
  /** `key`: under which the element stands; absent in a list. */
  readonly add?: readonly {
    readonly at: readonly string[]
    readonly key?: string
    readonly value: unknown
  }[]
  readonly rename?: readonly { readonly at: readonly string[]; readonly key: string }[]
  readonly remove?: readonly { readonly at: readonly string[] }[]
  /** Every identity of a map or list whose order is not that of the base with additions last. */
  readonly order?: readonly { readonly at: readonly string[]; readonly ids: readonly string[] }[]
}

/** Where an overlay does not fit a base any more. */
export interface Misfit {
  readonly at: readonly string[]
  readonly why: 'missing' | 'there already' | 'no container'
}

/** The overlay that makes `after` of `before`. `base` is the hash of `before`. */
export function overlayOf(kind: string, base: string, before: unknown, after: unknown): Overlay {
  const changes = diffDocuments(kind, before, after)
  const of = (change: string) => changes.filter((one) => one.change === change)
  const parts = {
    set: of('set').map(({ path, after: value }) => ({ at: path, value })),
    add: of('added').map(({ path, pointer, after: value }) => ({
      at: path,
      ...(path.at(-1)?.startsWith('@') ? {} : { key: pointerSteps(pointer).at(-1)! }),
      value,
    })),
    rename: of('renamed').map(({ path, after: key }) => ({ at: path, key: String(key) })),
    remove: of('removed').map(({ path }) => ({ at: path })),
  }
  const rough = { base, ...withoutEmpty(parts) }
  const order = ordersOf(kind, applyOverlay(kind, before, rough).document, after)
  return order.length > 0 ? { ...rough, order } : rough
}

/**
 * The base with the overlay laid over it, in canonical order. What does not fit is left out and
 * told, never forced. Pure: neither is changed.
 */
export function applyOverlay(
  kind: string,
  base: unknown,
  overlay: Overlay
): { document: unknown; misfits: Misfit[] } {
  const root = metaSchemaOf(kind)
  const misfits: Misfit[] = []
  let document = base
  const edit = (at: readonly string[], work: Edit) => {
    const result = editAt(root, root, document, at, work)
    if (typeof result === 'string') misfits.push({ at, why: result })
    else document = result.value
  }
  for (const { at } of overlay.remove ?? []) edit(at, removeOne)
  for (const { at, value } of overlay.set ?? []) edit(at, setOne(value))
  for (const { at, key } of overlay.rename ?? []) edit(at, renameOne(key))
  for (const { at, key, value } of overlay.add ?? []) edit(at, addOne(key, value))
  for (const { at, ids } of overlay.order ?? []) edit([...at, ''], orderBy(ids))
  return { document: canonicalOrder(kind, document), misfits }
}

/** What becomes of a container's elements; a word says why it cannot be done. */
type Edit = (
  items: readonly Element[],
  id: string
) => readonly Pick<Element, 'key' | 'value'>[] | Misfit['why']

const removeOne: Edit = (items, id) =>
  items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : 'missing'

const setOne =
  (value: unknown): Edit =>
  (items, id) =>
    items.some((item) => item.id === id)
      ? items.map((item) => (item.id === id ? { ...item, value } : item))
      : 'missing'

const renameOne =
  (key: string): Edit =>
  (items, id) => {
    if (!items.some((item) => item.id === id)) return 'missing'
    if (items.some((item) => item.key === key && item.id !== id)) return 'there already'
    return items.map((item) => (item.id === id ? { ...item, key } : item))
  }

const addOne =
  (key: string | undefined, value: unknown): Edit =>
  (items, id) => {
    if (items.some((item) => item.id === id || item.key === key)) return 'there already'
    return [...items, { key: key ?? String(items.length), value }]
  }

/** Elements the order does not name stay behind the one they stood behind. */
const orderBy =
  (ids: readonly string[]): Edit =>
  (items) => {
    const placed = ids.flatMap((id) => items.filter((item) => item.id === id))
    items.forEach((item, index) => {
      if (ids.includes(item.id)) return
      const before = items[index - 1]
      placed.splice(before ? placed.findIndex((one) => one.id === before.id) + 1 : 0, 0, item)
    })
    return placed
  }

function editAt(
  root: MetaSchema,
  schema: MetaSchema,
  value: unknown,
  [id = '', ...rest]: readonly string[],
  work: Edit
): { value: unknown } | Misfit['why'] {
  const { shape, items } = elementsOf(root, schema, value)
  if (shape === 'leaf') return 'no container'
  if (rest.length === 0) {
    const result = work(items, id)
    return typeof result === 'string' ? result : { value: build(shape, result) }
  }
  const inner = items.find((item) => item.id === id)
  if (!inner) return 'missing'
  const result = editAt(root, inner.schema, inner.value, rest, work)
  if (typeof result === 'string') return result
  const edited = items.map((item) => (item === inner ? { ...item, ...result } : item))
  return { value: build(shape, edited) }
}

function build(
  shape: 'members' | 'map' | 'list',
  items: readonly Pick<Element, 'key' | 'value'>[]
) {
  if (shape === 'list') return items.map((item) => item.value)
  return Object.fromEntries(items.map((item) => [item.key, item.value]))
}

/** Orders that are still missing when all else was laid over. */
function ordersOf(kind: string, rough: unknown, after: unknown): NonNullable<Overlay['order']> {
  const orders: { at: readonly string[]; ids: readonly string[] }[] = []
  const root = metaSchemaOf(kind)
  const compare = (schema: MetaSchema, at: readonly string[], is: unknown, wanted: unknown) => {
    const [now, goal] = [elementsOf(root, schema, is), elementsOf(root, schema, wanted)]
    if (goal.isOrdered && ids(now.items).join() !== ids(goal.items).join()) {
      orders.push({ at, ids: ids(goal.items) })
    }
    for (const item of goal.items) {
      const same = now.items.find((one) => one.id === item.id)
      if (same) compare(item.schema, [...at, item.id], same.value, item.value)
    }
  }
  compare(root, [], rough, after)
  return orders
}

function ids(items: readonly Element[]): string[] {
  return items.map((item) => item.id)
}

function withoutEmpty<T extends Record<string, readonly unknown[]>>(parts: T): Partial<T> {
  const filled = Object.entries(parts).filter(([, list]) => list.length > 0)
  return Object.fromEntries(filled) as Partial<T>
}
