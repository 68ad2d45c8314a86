import { useState } from 'react'
import type { DesignDefinition } from '#designer/document/index.ts'
import { layoutComponents, mayStand, nodeName, topPath } from '../nodes/form_nodes.ts'
import type { FormNode, LayoutComponent } from '../nodes/form_nodes.ts'
import { addFields, addPart, moveNodes } from '../nodes/node_commands.ts'
import type { NodePlace } from '../nodes/node_commands.ts'
import { insideOf } from '../nodes/node_places.ts'
import type { OutlineState } from './outline_state.ts'

/** What is dragged from the palette: the key of a field, or the name of a part. */
export const fieldFormat = 'application/x-guiju-form-field'
export const partFormat = 'application/x-guiju-form-part'
/** What is dragged inside the outline: the chosen nodes. */
export const nodesFormat = 'application/x-guiju-form-nodes'

const formats = [fieldFormat, partFormat, nodesFormat]

/** Where a dragged thing would fall: shown as a line before a row, behind it, or as a frame around it. */
export interface DropMark {
  readonly name: string
  readonly side: 'before' | 'after' | 'inside'
}

interface Drop {
  readonly mark: DropMark
  readonly place: NodePlace
}

/** Dragging over the rows of an outline; `nodeUnder` finds the row and how far down in it, 0 to 1. */
export function useOutlineDrag(
  form: DesignDefinition,
  outline: OutlineState,
  nodeUnder: (event: React.DragEvent) => { node: FormNode; part: number } | null
) {
  const [drop, setDrop] = useState<Drop | null>(null)
  const { nodes } = outline
  const end = { into: topPath, index: nodes.filter((one) => one.depth === 0).length }
  return {
    mark: drop?.mark ?? null,
    onDragOver(event: React.DragEvent) {
      if (!formats.some((format) => event.dataTransfer.types.includes(format))) return
      event.preventDefault()
      const under = nodeUnder(event)
      const { types } = event.dataTransfer
      const lead = nodes.find((one) => outline.chosen.has(nodeName(one.path)))
      // What part is dragged from the palette is told only when it falls.
      const plain = types.includes(partFormat) ? 'Section' : null
      const component = types.includes(nodesFormat) ? (lead?.component ?? null) : plain
      setDrop(under && dropAt(nodes, { ...under, component }))
    },
    onDragLeave: () => setDrop(null),
    onDrop(event: React.DragEvent) {
      const place = drop?.place ?? end
      setDrop(null)
      const [field, part] = [fieldFormat, partFormat].map((one) => event.dataTransfer.getData(one))
      const component = layoutComponents.find((one): one is LayoutComponent => one === part)
      event.preventDefault()
      if (field) outline.execute(addFields(form, [field], place))
      else if (component) outline.execute(addPart(form, component, place))
      else if (event.dataTransfer.types.includes(nodesFormat)) {
        outline.execute(moveNodes(form, outline.chosen, place))
      }
    },
  }
}

interface Under {
  readonly node: FormNode
  readonly part: number
  /** What is dragged: null for fields. */
  readonly component: LayoutComponent | null
}

/**
 * The upper part of a row is before it, the lower behind it, the middle of a part inside it; where what
 * is dragged may not stand beside the node, all of it is inside.
 */
function dropAt(nodes: readonly FormNode[], { node, part, component }: Under): Drop | null {
  const name = nodeName(node.path)
  const mayBeside = mayStand(component, node.around)
  const [before, behind] = node.component ? [0.3, 0.7] : [0.5, 0.5]
  if (mayBeside && part < before) {
    return { mark: { name, side: 'before' }, place: { into: node.into, index: node.index } }
  }
  const inside = insideOf(nodes, { component }, node, 'start')
  if (inside && (!mayBeside || part <= behind || node.children > 0)) {
    return { mark: { name, side: 'inside' }, place: inside }
  }
  if (!mayBeside) return null
  return { mark: { name, side: 'after' }, place: { into: node.into, index: node.index + 1 } }
}
