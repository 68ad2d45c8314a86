import type { DesignDefinition } from '#designer/document/index.ts'
import { nodeName } from '../nodes/form_nodes.ts'
import { moveNodes, removeNodes, wrapNodes } from '../nodes/node_commands.ts'
import { placeBeside } from '../nodes/node_places.ts'
import type { NodeWay } from '../nodes/node_places.ts'
import type { OutlineState } from './outline_state.ts'

const ways: Readonly<Record<string, NodeWay>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
}

/** Moves the chosen nodes one step: the outermost of them lead, the others go along. */
export function moveChosen(form: DesignDefinition, outline: OutlineState, way: NodeWay): void {
  const chosen = outline.nodes.filter((one) => outline.chosen.has(nodeName(one.path)))
  const lead = way === 'down' ? chosen.at(-1) : chosen[0]
  const place = lead && placeBeside(outline.nodes, lead, way)
  if (place) outline.execute(moveNodes(form, outline.chosen, place))
}

interface KeyActions {
  /** Opens the label of the selected node. */
  label: () => void
}

/** Keys of the outline; returns whether the key was one of them. */
export function outlineKey(
  event: React.KeyboardEvent,
  form: DesignDefinition,
  outline: OutlineState,
  { label }: KeyActions
): boolean {
  const { shown, selected, chosen } = outline
  const way = ways[event.key]
  if (way && event.altKey) moveChosen(form, outline, way)
  else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const at = selected ? shown.indexOf(selected) : -1
    const next = shown[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (next) outline.choose(next, event.shiftKey ? 'range' : 'only')
  } else if (event.key === 'Home' || event.key === 'End') {
    const end = event.key === 'Home' ? shown[0] : shown.at(-1)
    if (end) outline.choose(end, event.shiftKey ? 'range' : 'only')
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const isFolded = selected !== null && outline.folded.has(nodeName(selected.path))
    if (selected?.component && isFolded === (event.key === 'ArrowRight')) outline.fold(selected)
  } else if (event.key === 'F2' || event.key === 'Enter') label()
  else if (event.key === 'Delete') outline.execute(removeNodes(form, chosen))
  else if (event.key.toLowerCase() === 'g' && (event.ctrlKey || event.metaKey)) {
    outline.execute(wrapNodes(form, chosen, 'Section'))
  } else return false
  return true
}
