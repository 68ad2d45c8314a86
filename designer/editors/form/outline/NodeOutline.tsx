import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { CompiledField } from '#engine/compile/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { problemsAt, useWorkshopState } from '#designer/workshop/index.ts'
import { useRowWindow } from '#runtime/forms/grid/row_window.ts'
import { nodeName } from '../nodes/form_nodes.ts'
import type { FormNode } from '../nodes/form_nodes.ts'
import { labelNode } from '../nodes/node_commands.ts'
import { texts } from '../texts.ts'
import { NodeRow, titleOfNode } from './NodeRow.tsx'
import { nodesFormat, useOutlineDrag } from './outline_drag.ts'
import { outlineKey } from './outline_keys.ts'
import type { OutlineState } from './outline_state.ts'

/** Height of a row, px; the style sheet says the same. */
const rowHeight = 32

interface NodeOutlineProps {
  form: DesignDefinition
  fields: ReadonlyMap<string, CompiledField>
  outline: OutlineState
}

/** The nodes of a form as a tree: chosen, moved, labelled and removed by mouse and by keys. */
export function NodeOutline({ form, fields, outline }: NodeOutlineProps) {
  const { shown, chosen, selected, folded } = outline
  const [labelling, setLabelling] = useState<string | null>(null)
  const [viewHeight, setViewHeight] = useState(800)
  const id = useId()
  const view = useRowWindow(shown.length, { rowHeight, viewHeight, isPaged: false })
  const { box, reveal } = view
  const at = selected ? shown.indexOf(selected) : -1
  useEffect(() => {
    setViewHeight(box.current?.clientHeight ?? 800)
  }, [box, shown.length])
  useEffect(() => {
    if (at >= 0) reveal(at)
  }, [at, reveal])

  const nodeUnder = (event: React.DragEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.gd-node-row')
    const node = row && shown.find((one) => rowId(id, one) === row.id)
    if (!row || !node) return null
    const { top, height } = row.getBoundingClientRect()
    return { node, part: (event.clientY - top) / height }
  }
  const drag = useOutlineDrag(form, outline, nodeUnder)
  const wrong = useProblems(form, shown)
  const rows = useRowActions({ form, fields, outline, setLabelling, box })
  return (
    <div
      ref={box}
      className="gd-outline"
      role="tree"
      aria-label={texts.outline}
      aria-multiselectable
      aria-activedescendant={selected ? rowId(id, selected) : undefined}
      tabIndex={0}
      data-owns-keys="delete"
      onScroll={view.onScroll}
      onKeyDown={(event) => {
        const label = () => selected && setLabelling(nodeName(selected.path))
        if (outlineKey(event, form, outline, { label: () => void label() })) event.preventDefault()
      }}
      onClick={(event) => {
        const row = (event.target as HTMLElement).closest<HTMLElement>('.gd-node-row')
        const node = row && shown.find((one) => rowId(id, one) === row.id)
        if (!node) return
        const isMore = event.ctrlKey || event.metaKey
        outline.choose(node, event.shiftKey ? 'range' : isMore ? 'toggle' : 'only')
      }}
      {...{ onDragOver: drag.onDragOver, onDragLeave: drag.onDragLeave, onDrop: drag.onDrop }}
    >
      <div style={{ height: view.above }} />
      {shown.slice(view.first, view.end).map((node) => {
        const name = nodeName(node.path)
        return (
          <NodeRow
            key={name}
            id={rowId(id, node)}
            node={node}
            field={node.component ? null : (fields.get(node.key) ?? null)}
            isChosen={chosen.has(name)}
            isFolded={folded.has(name)}
            isLabelling={labelling === name}
            problems={wrong.get(name) ?? noProblems}
            drop={drag.mark?.name === name ? drag.mark.side : null}
            {...rows}
          />
        )
      })}
      <div style={{ height: view.below }} />
      {shown.length === 0 && <p className="gd-note gd-panel-note">{texts.empty}</p>}
    </div>
  )
}

const rowId = (id: string, { path }: FormNode) => `${id}${path.join('/')}`

const noProblems: readonly string[] = []

/** The same functions at every drawing, so that rows need not be drawn for them. */
function useRowActions(
  given: NodeOutlineProps & {
    setLabelling: (name: string | null) => void
    box: React.RefObject<HTMLDivElement>
  }
) {
  const latest = useRef(given)
  latest.current = given
  return useMemo(
    () => ({
      onFold: (node: FormNode) => latest.current.outline.fold(node),
      onDragStart(event: React.DragEvent, node: FormNode) {
        const { outline } = latest.current
        if (!outline.chosen.has(nodeName(node.path))) outline.choose(node)
        event.dataTransfer.setData(nodesFormat, node.key)
        event.dataTransfer.effectAllowed = 'move'
      },
      onLabel(node: FormNode, text: string | null) {
        const { form, fields, outline, setLabelling, box } = latest.current
        const field = node.component ? null : (fields.get(node.key) ?? null)
        const inherited = field?.title ?? (node.component ? texts.parts[node.component] : node.key)
        setLabelling(text === '' ? nodeName(node.path) : null)
        if (text === '') return
        if (text !== null && text !== titleOfNode(node, field)) {
          outline.execute(labelNode(form, node, { text: text.trim(), inherited }))
        }
        box.current?.focus({ preventScroll: true })
      },
    }),
    []
  )
}

/** Messages by node, those inside it not among them unless it is folded away with them. */
function useProblems(form: DesignDefinition, shown: readonly FormNode[]) {
  const problems = useWorkshopState((state) => state.problems)
  return useMemo(() => {
    const own = problems.filter(({ at }) => at?.uid === form.uid)
    const found = new Map<string, readonly string[]>()
    if (own.length === 0) return found
    for (const { path, component } of shown) {
      const here = problemsAt(own, { uid: form.uid, path }, true).filter(
        ({ at }) => component === null || at?.path[path.length] !== 'properties'
      )
      if (here.length > 0)
        found.set(
          nodeName(path),
          here.map(({ message }) => message)
        )
    }
    return found
  }, [problems, shown, form.uid])
}
