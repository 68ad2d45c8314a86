import fc from 'fast-check'
import {
  addDefinition,
  addElement,
  keyOf,
  locate,
  moveElement,
  newUid,
  partsOf,
  removeElement,
  renameDefinition,
  renameElement,
  renamePart,
  replaceDocument,
  retireDefinition,
  setValue,
  together,
} from '#designer/document/index.ts'
import { formNodes, layoutComponents, nodeName } from '#designer/editors/form/nodes/form_nodes.ts'
import {
  addFields,
  addPart,
  labelNode,
  moveNodes,
  removeNodes,
  unwrapNode,
  wrapNodes,
} from '#designer/editors/form/nodes/node_commands.ts'
import { placeBeside, placeForNew } from '#designer/editors/form/nodes/node_places.ts'
import type { DesignCommand, DesignDefinition, DesignSet } from '#designer/document/index.ts'

/** Numbers that choose a command, a definition and an element of it. */
export interface Choice {
  what: number
  definition: number
  steps: number[]
  number: number
}

export const choices: fc.Arbitrary<Choice> = fc.record({
  what: fc.nat(99),
  definition: fc.nat(9_999),
  steps: fc.array(fc.nat(9_999), { minLength: 1, maxLength: 5 }),
  number: fc.nat(9_999),
})

/** The command a choice means for a set; null where the set has nothing to do it to. */
export function commandFor(set: DesignSet, choice: Choice): DesignCommand | null {
  const definition = [...set.values()][choice.definition % set.size]
  if (!definition) return null
  const { uid, kind } = definition
  const at = { uid, path: elementIn(definition, choice.steps) }
  const name = `r${choice.number}`
  const label = 'random'
  const { what } = choice
  if (kind === 'form' && what < 60) return formEdited(definition, choice)
  if (what < 25) return setValue({ uid, path: ['title'] }, name, label)
  if (what < 30) return at.path.length > 1 ? setValue(at, undefined, label) : null
  if (what < 45) return fieldAdded(definition, name)
  if (what < 60) return at.path.length > 1 ? removeElement(at, label) : null
  if (what < 70) return moved(definition, at.path, choice.number)
  if (what < 78) return renamed(definition, at.path, name)
  if (what < 84) return retireDefinition(uid, label)
  if (what < 90) return renameDefinition(uid, kind === 'module' ? name : `${name}.x`, label)
  if (what < 94) return addDefinition(copyOf(definition, name), label)
  if (what < 97) {
    return replaceDocument(uid, { ...definition.document, description: name }, label)
  }
  const parts = [setValue({ uid, path: ['title'] }, name, label), fieldAdded(definition, name)]
  return together(
    label,
    parts.filter((one) => one !== null)
  )
}

function elementIn(definition: DesignDefinition, steps: readonly number[]): string[] {
  let path: string[] = []
  for (const step of steps) {
    const at = locate(definition, path)
    const items = at ? partsOf(at.root, at.schema, at.value).items : []
    const next = items[step % Math.max(1, items.length)]
    if (!next || ['kind', 'uid', 'key', 'x-uid'].includes(next.id)) break
    path = [...path, next.id]
  }
  return path
}

function fieldAdded({ uid, kind }: DesignDefinition, key: string): DesignCommand | null {
  if (kind !== 'entity') return null
  const id = newUid()
  const value = { 'type': 'string', 'title': key, 'x-uid': id }
  return addElement({ uid, path: ['schema', 'properties'] }, { id: `#${id}`, key, value }, 'add')
}

/** What the canvas of a form does, on nodes and to places that the numbers choose. */
function formEdited(form: DesignDefinition, { what, steps, number }: Choice): DesignCommand | null {
  const nodes = formNodes(form)
  const node = nodes[number % Math.max(1, nodes.length)]
  const chosen = steps.flatMap((step) => nodes[step % Math.max(1, nodes.length)] ?? [])
  const names = new Set(chosen.map(({ path }) => nodeName(path)))
  const component = layoutComponents[number % layoutComponents.length]!
  const part = (['Section', 'Columns', 'Tabs'] as const)[number % 3]!
  const way = (['up', 'down', 'out', 'in'] as const)[steps[0]! % 4]!
  const place = placeForNew(nodes, node ?? null, what < 10 ? null : component)
  if (what < 10) return place && addFields(form, [`r${number}`, 'title'], place)
  if (what < 20) return place && addPart(form, component, place)
  if (!node) return null
  if (what < 30) return wrapNodes(form, names, part)
  if (what < 36) return unwrapNode(form, node)
  if (what < 42) return labelNode(form, node, { text: `r${number}`, inherited: node.key })
  if (what < 46) return removeNodes(form, new Set([nodeName(node.path)]))
  const beside = placeBeside(nodes, chosen[0] ?? node, way)
  return beside && moveNodes(form, names, beside)
}

function moved(definition: DesignDefinition, path: string[], to: number): DesignCommand | null {
  const holder = path.length > 0 ? locate(definition, path.slice(0, -1)) : null
  const { shape, items } = holder
    ? partsOf(holder.root, holder.schema, holder.value)
    : { shape: 'leaf', items: [] }
  if (shape !== 'map' && shape !== 'list') return null
  return moveElement({ uid: definition.uid, path }, to % items.length, 'move')
}

function renamed(definition: DesignDefinition, path: string[], key: string): DesignCommand | null {
  const at = { uid: definition.uid, path }
  const id = path.at(-1) ?? ''
  if (id.startsWith('#')) return renameElement(at, key, 'rename')
  return id.startsWith('@') ? renamePart(at, key, 'rename') : null
}

function copyOf(definition: DesignDefinition, name: string): DesignDefinition {
  const uid = newUid()
  const key = definition.kind === 'module' ? name : `${keyOf(definition).split('.')[0]}.${name}`
  return { ...definition, uid, layer: 'site', document: { ...definition.document, uid, key } }
}
