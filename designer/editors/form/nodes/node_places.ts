import { mayStand, nodeName, topPath } from './form_nodes.ts'
import type { FormNode, LayoutComponent } from './form_nodes.ts'
import type { NodePlace } from './node_commands.ts'

/** Ways a node goes by a key: over its siblings and the borders of parts, out of one, into one. */
export type NodeWay = 'up' | 'down' | 'out' | 'in'

/**
 * Where a node comes to that goes one step; null where there is no such place. Up and down lead through
 * every place of the form: into a part that is met, out of one at its end.
 */
export function placeBeside(
  nodes: readonly FormNode[],
  node: FormNode,
  way: NodeWay
): NodePlace | null {
  const holder = holderOf(nodes, node.into)
  const [before, after] = [siblingOf(nodes, node, -1), siblingOf(nodes, node, 1)]
  switch (way) {
    case 'in':
      return before && insideOf(nodes, node, before, 'end')
    case 'out':
      return holder && leaving(nodes, node, holder, 1)
    case 'up':
      if (!before) return holder && leaving(nodes, node, holder, 0)
      return insideOf(nodes, node, before, 'end') ?? { into: node.into, index: node.index - 1 }
    case 'down':
      if (!after) return holder && leaving(nodes, node, holder, 1)
      return insideOf(nodes, node, after, 'start') ?? { into: node.into, index: node.index + 2 }
  }
}

/** Out of a part, before it (0) or behind it (1): out of a tab into the one beside it, else out of all. */
function leaving(
  nodes: readonly FormNode[],
  node: FormNode,
  holder: FormNode,
  side: 0 | 1
): NodePlace | null {
  const around = holderOf(nodes, holder.into)
  if (mayStand(node.component, around?.component ?? null)) {
    return { into: holder.into, index: holder.index + side }
  }
  if (holder.component !== 'Tab') return null
  const beside = siblingOf(nodes, holder, side === 1 ? 1 : -1)
  const inside = beside && insideOf(nodes, node, beside, side === 1 ? 'start' : 'end')
  return inside ?? (around && leaving(nodes, node, around, side))
}

function siblingOf(nodes: readonly FormNode[], node: FormNode, step: 1 | -1): FormNode | null {
  const name = nodeName(node.into)
  const index = node.index + step
  return nodes.find((one) => one.index === index && nodeName(one.into) === name) ?? null
}

/** Place at an end of what a part holds; of tabs, in the tab at that end. */
export function insideOf(
  nodes: readonly FormNode[],
  moved: Pick<FormNode, 'component'>,
  part: FormNode,
  end: 'start' | 'end'
): NodePlace | null {
  const place = {
    ...{ into: [...part.path, 'properties'], index: end === 'start' ? 0 : part.children },
  }
  if (part.component === null) return null
  if (mayStand(moved.component, part.component)) return place
  if (part.component !== 'Tabs') return null
  const tabs = nodes.filter((one) => nodeName(one.into) === nodeName(place.into))
  const tab = end === 'start' ? tabs[0] : tabs.at(-1)
  return tab ? insideOf(nodes, moved, tab, end) : null
}

/** Where something new goes: into the selected part, behind the selected field, else to the end. */
export function placeForNew(
  nodes: readonly FormNode[],
  selected: FormNode | null,
  component: LayoutComponent | null
): NodePlace | null {
  const inside = selected && insideOf(nodes, { component }, selected, 'end')
  if (inside) return inside
  for (let at = selected; at; at = holderOf(nodes, at.into)) {
    if (mayStand(component, at.around)) return { into: at.into, index: at.index + 1 }
  }
  const top = nodes.filter((one) => one.depth === 0)
  return mayStand(component, null) ? { into: topPath, index: top.length } : null
}

/** The part whose inside a map is; null for the outermost one. */
export function holderOf(nodes: readonly FormNode[], into: readonly string[]): FormNode | null {
  const name = nodeName(into.slice(0, -1))
  return nodes.find((one) => nodeName(one.path) === name) ?? null
}
