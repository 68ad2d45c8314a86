/**
 * What differs between two texts of one definition, in its own terms: an element that was renamed or
 * moved is the same element, for it is known by its uid, id or code, never by its place.
 */
import type { MetaSchema } from '../meta_schema.ts'

import { pointerSegment } from '../json_pointer.ts'
import { metaSchemaOf } from '../registry.ts'
import { caseOf, resolved } from '../resolve.ts'
import { elementsOf } from './elements.ts'
import type { Element } from './elements.ts'

/** One difference. `path` leads to the element by identities, from the root of the definition. */
export interface Change {
  readonly change: 'added' | 'removed' | 'set' | 'renamed' | 'ordered'
  readonly path: readonly string[]
  /** JSON pointer in the later text; for what was removed, in the earlier one. */
  readonly pointer: string
  /** Values; keys for `renamed`; identities in their order for `ordered`. Absent: there was none. */
  readonly before?: unknown
  readonly after?: unknown
  /** What the meta-schema calls the element; '' where it has no title. */
  readonly title: string
  /** Elements on the way, outermost first: what the meta-schema calls them, and their values. */
  readonly within: readonly Step[]
}

export interface Step {
  readonly id: string
  readonly title: string
  /** The element in the later text, or in the earlier one when it is gone. */
  readonly value: unknown
}

interface Node {
  readonly root: MetaSchema
  readonly schema: MetaSchema
  readonly path: readonly string[]
  readonly within: readonly Step[]
  readonly pointers: { readonly before: string; readonly after: string }
}

/**
 * Every change from one document of a kind to another, in the order of the later one, removals
 * last. Pure; empty when both say the same, whatever the order of their keywords.
 *
 * @throws TypeError when there is no such kind
 */
export function diffDocuments(kind: string, before: unknown, after: unknown): Change[] {
  const root = metaSchemaOf(kind)
  const changes: Change[] = []
  const pointers = { before: '', after: '' }
  compare({ root, schema: root, path: [], within: [], pointers }, before, after, changes)
  return changes
}

function compare(node: Node, before: unknown, after: unknown, changes: Change[]): void {
  if (isSame(before, after)) return
  const old = elementsOf(node.root, node.schema, before)
  const now = elementsOf(node.root, node.schema, after)
  if (old.shape !== now.shape || now.shape === 'leaf') {
    changes.push({ ...about(node), change: 'set', before, after })
    return
  }
  const known = new Map(old.items.map((item) => [item.id, item]))
  for (const item of now.items) {
    const earlier = known.get(item.id)
    const inner = step(node, item, earlier?.key ?? item.key)
    if (!earlier) changes.push({ ...about(inner), change: 'added', after: item.value })
    else {
      if (now.shape === 'map' && earlier.key !== item.key) {
        changes.push({ ...about(inner), change: 'renamed', before: earlier.key, after: item.key })
      }
      compare(inner, earlier.value, item.value, changes)
    }
  }
  const left = new Set(now.items.map((item) => item.id))
  for (const item of old.items.filter(({ id }) => !left.has(id))) {
    const { path, within, title, pointers } = {
      ...step(node, item, item.key),
      ...titleOf(node, item),
    }
    const at = { path, within, title, pointer: pointers.before }
    changes.push({ ...at, change: 'removed', before: item.value })
  }
  if (now.isOrdered) compareOrder(node, old.items, now.items, changes)
}

/** Told only where elements that both have stand in another order: an added one moves nobody. */
function compareOrder(
  node: Node,
  old: readonly Element[],
  now: readonly Element[],
  changes: Change[]
): void {
  const ids = (items: readonly Element[]) => items.map((item) => item.id)
  const [before, after] = [ids(old), ids(now)]
  const common = (these: string[], others: string[]) => these.filter((id) => others.includes(id))
  if (isSame(common(before, after), common(after, before))) return
  changes.push({ ...about(node), change: 'ordered', before, after })
}

function step(node: Node, item: Element, keyBefore: string): Node {
  const { root, path, within, pointers } = node
  const next = { id: item.id, value: item.value, ...titleOf(node, item) }
  return {
    ...{ root, schema: item.schema, path: [...path, item.id], within: [...within, next] },
    pointers: {
      before: pointers.before + pointerSegment(keyBefore),
      after: pointers.after + pointerSegment(item.key),
    },
  }
}

function titleOf({ root }: Node, item: Element): { title: string } {
  return { title: caseOf(root, resolved(root, item.schema), item.value).title ?? '' }
}

function about({ path, within, pointers }: Node) {
  return { path, within, pointer: pointers.after, title: within.at(-1)?.title ?? '' }
}

/** Equal as data; the order of an object's members counts where it is compared as a whole. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
