import { insertAt, isMembers, locate, partsOf, setAt, setValue } from '#designer/document/index.ts'
import type {
  DesignCommand,
  DesignDefinition,
  ElementAddress,
  Members,
} from '#designer/document/index.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import { componentOf, formNodes, isWithin, mayStand, nodeName, outermost } from './form_nodes.ts'
import type { FormNode, LayoutComponent } from './form_nodes.ts'
import { texts } from '../texts.ts'

/** A place in a form: before the node that has this index in the map `into` now. */
export interface NodePlace {
  readonly into: readonly string[]
  readonly index: number
}

/** A node with its key, on its way to a place. */
interface Carried {
  readonly key: string
  readonly value: unknown
}

/** Puts fields of the entity at a place; those the form has already are left. Null: nothing to put. */
export function addFields(
  form: DesignDefinition,
  keys: readonly string[],
  place: NodePlace
): DesignCommand | null {
  const placed = new Set(formNodes(form).flatMap((one) => (one.component ? [] : [one.key])))
  const fresh = keys.filter((key) => !placed.has(key)).map((key) => ({ key, value: {} }))
  if (fresh.length === 0 || !mayStand(null, aroundOf(form, place.into))) return null
  return editForm(form, texts.addFields(fresh.length), ({ document }) =>
    carriedTo({ kind: 'form', document }, fresh, place)
  )
}

/** Puts a layout part at a place: tabs come with their first tab. Null: it may not stand there. */
export function addPart(
  form: DesignDefinition,
  component: LayoutComponent,
  place: NodePlace
): DesignCommand | null {
  if (!mayStand(component, aroundOf(form, place.into))) return null
  const taken = formNodes(form).map((one) => one.key)
  return editForm(form, texts.addPart(texts.parts[component]), ({ document }) =>
    carriedTo({ kind: 'form', document }, [freshPart(component, taken)], place)
  )
}

/**
 * Moves nodes to a place, in the order they have; null where one of them would come into itself, or
 * to where it may not stand.
 */
export function moveNodes(
  form: DesignDefinition,
  names: ReadonlySet<string>,
  place: NodePlace
): DesignCommand | null {
  const nodes = formNodes(form)
  const moved = outermost(nodes, names)
  const around = aroundOf(form, place.into)
  if (moved.length === 0) return null
  if (moved.some(({ component }) => !mayStand(component, around))) return null
  if (moved.some(({ path }) => isWithin(place.into, path))) return null
  const before = moved.filter(
    (one) => nodeName(one.into) === nodeName(place.into) && one.index < place.index
  )
  const label = texts.moveNodes(moved.length)
  return editForm(form, label, ({ document }) => {
    const rest = without({ kind: 'form', document }, moved)
    const to = { into: place.into, index: place.index - before.length }
    return carriedTo({ kind: 'form', document: rest }, moved.map(carried), to)
  })
}

/** Takes nodes out of the form; what stands nearest is selected. */
export function removeNodes(
  form: DesignDefinition,
  names: ReadonlySet<string>
): DesignCommand | null {
  const nodes = formNodes(form)
  const gone = outermost(nodes, names)
  if (gone.length === 0) return null
  const isGone = (one: FormNode) => gone.some(({ path }) => isWithin(one.path, path))
  const last = nodes.findLastIndex(isGone)
  const next = nodes.slice(last + 1)[0] ?? nodes.slice(0, last).findLast((one) => !isGone(one))
  return {
    ...{ name: 'form.removeNodes', label: texts.removeNodes(gone.length) },
    selects: { uid: form.uid, path: next?.path ?? [] },
    execute: (editing) => editing.change(form.uid, (now) => without(now, gone)),
  }
}

/** Puts nodes into a new part that stands where the first of them stood; null where they may not. */
export function wrapNodes(
  form: DesignDefinition,
  names: ReadonlySet<string>,
  component: 'Section' | 'Columns' | 'Tabs'
): DesignCommand | null {
  const nodes = formNodes(form)
  const wrapped = outermost(nodes, names)
  const [first] = wrapped
  if (!first || wrapped.some((one) => one.component === 'Tab')) return null
  const { key, value } = freshPart(
    component,
    nodes.map((one) => one.key)
  )
  const inner = isMembers(value.properties) ? Object.keys(value.properties) : []
  const into = [...first.into, key, ...inner.flatMap((tab) => ['properties', tab]), 'properties']
  return editForm(form, texts.wrapNodes(texts.parts[component]), ({ document }) => {
    const place = { into: first.into, index: first.index }
    const open = carriedTo({ kind: 'form', document }, [{ key, value }], place).document
    const rest = without({ kind: 'form', document: open }, wrapped)
    const { document: made } = carriedTo({ kind: 'form', document: rest }, wrapped.map(carried), {
      into,
      index: 0,
    })
    return { document: made, selected: [...first.into, key] }
  })
}

/** Puts what is inside a part in its place; of tabs, what is inside each of them. */
export function unwrapNode(form: DesignDefinition, at: FormNode): DesignCommand | null {
  const inner = formNodes(form).filter(
    ({ into }) => nodeName(into) === nodeName([...at.path, 'properties'])
  )
  const loose = inner.flatMap((one) => (one.component === 'Tab' ? childrenOf(one) : [carried(one)]))
  if (at.component === null || at.component === 'Tab' || at.component === 'Note') return null
  return editForm(form, texts.unwrap, ({ document }) => {
    const rest = without({ kind: 'form', document }, [at])
    return carriedTo({ kind: 'form', document: rest }, loose, { into: at.into, index: at.index })
  })
}

/** Gives a node another label; a field called as its entity calls it says nothing of its own. */
export function labelNode(
  form: DesignDefinition,
  { path, component, node }: FormNode,
  { text, inherited }: { text: string; inherited: string }
): DesignCommand {
  const name = component === 'Note' && node.title === undefined ? 'x-text' : 'title'
  const at: ElementAddress = { uid: form.uid, path: [...path, name] }
  const isOwn = text !== '' && text !== inherited
  return setValue(at, isOwn ? text : undefined, texts.label(text))
}

interface Edited {
  readonly document: Members
  readonly selected: readonly string[]
}

type Source = Pick<DesignDefinition, 'kind' | 'document'>

/** What the work comes to is known at once, so that the first of what it put somewhere is selected. */
function editForm(
  form: DesignDefinition,
  label: string,
  work: (source: Source) => Edited
): DesignCommand {
  return {
    ...{ name: 'form.editNodes', label },
    selects: { uid: form.uid, path: work(form).selected },
    execute: (editing) => editing.change(form.uid, (now) => work(now).document),
  }
}

function carried({ key, node }: FormNode): Carried {
  return { key, value: node }
}

function childrenOf({ node }: FormNode): Carried[] {
  const entries = Object.entries(isMembers(node.properties) ? node.properties : {})
  return entries.map(([key, value]) => ({ key, value }))
}

function without(source: Source, nodes: readonly FormNode[]): Members {
  return nodes.reduce(
    (document, { path }) => setAt({ kind: source.kind, document }, path, undefined),
    source.document
  )
}

/** Nodes put at a place one behind another; a part whose key is taken there gets another one. */
function carriedTo(source: Source, nodes: readonly Carried[], { into, index }: NodePlace): Edited {
  const taken = keysIn(source, into)
  let { document } = source
  let selected: readonly string[] | null = null
  nodes.forEach((one, n) => {
    const isPart = isMembers(one.value) && componentOf(one.value) !== null
    const key = isPart ? freeKey(taken, one.key) : one.key
    taken.push(key)
    document = insertAt({ kind: source.kind, document }, into, {
      key,
      value: one.value,
      index: index + n,
    })
    selected ??= [...into, key]
  })
  return { document, selected: selected ?? into.slice(0, -1) }
}

function keysIn(source: Source, into: readonly string[]): string[] {
  const map = locate(source, into)
  return map ? partsOf(map.root, map.schema, map.value).items.map(({ key }) => key) : []
}

function freshPart(component: LayoutComponent, taken: readonly string[]) {
  const word = component.toLowerCase()
  const key = freeKey(taken, word)
  const title = texts.parts[component]
  const part = { 'type': 'void', 'x-component': component }
  const columns = { 'x-columns': 2 }
  switch (component) {
    case 'Section':
      return {
        key,
        value: { 'type': 'void', title, 'x-component': component, ...columns } as Members,
      }
    case 'Tab':
      return {
        key,
        value: { 'type': 'void', title, 'x-component': component, ...columns } as Members,
      }
    case 'Columns':
      return { key, value: { ...part, ...columns } as Members }
    case 'Note':
      return { key, value: { ...part, 'x-text': texts.noteText } as Members }
    case 'Tabs': {
      const tab: { key: string; value: Members } = freshPart('Tab', [...taken, key])
      return { key, value: { ...part, properties: { [tab.key]: tab.value } } as Members }
    }
  }
}

/** The part whose inside a map is; null for the outermost map. */
function aroundOf(form: DesignDefinition, into: readonly string[]): LayoutComponent | null {
  const node = into.length > 2 ? locate(form, into.slice(0, -1))?.value : null
  return isMembers(node) ? componentOf(node) : null
}
