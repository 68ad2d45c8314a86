import { useMemo, useState } from 'react'
import type { DesignCommand, DesignDefinition } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { formNodes, isWithin, nodeName, outermost } from '../nodes/form_nodes.ts'
import type { FormNode } from '../nodes/form_nodes.ts'

/** What the outline of a form shows and which of its nodes are chosen. */
export interface OutlineState {
  /** Every node of the form. */
  readonly nodes: readonly FormNode[]
  /** Those that are not inside a folded part. */
  readonly shown: readonly FormNode[]
  /** Names of the chosen nodes; the selected one is among them. */
  readonly chosen: ReadonlySet<string>
  /** The node whose properties are shown; null when another element is selected. */
  readonly selected: FormNode | null
  readonly folded: ReadonlySet<string>
  fold(node: FormNode): void
  choose(node: FormNode, how?: 'only' | 'toggle' | 'range'): void
  /** Carries out a command on all chosen nodes; what it moved stays chosen. */
  execute(command: DesignCommand | null): void
}

export function useOutline(form: DesignDefinition): OutlineState {
  const workshop = useWorkshop()
  const selection = useWorkshopState((state) => state.selection)
  const [several, setSeveral] = useState<ReadonlySet<string>>(new Set())
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const nodes = useMemo(() => formNodes(form), [form])
  const path = selection?.uid === form.uid ? selection.path : []
  const selected = nodes.findLast((one) => isWithin(path, one.path)) ?? null
  const shown = useMemo(
    () => nodes.filter((one) => ![...folded].some((name) => isInside(one, name))),
    [nodes, folded]
  )
  const own = selected ? nodeName(selected.path) : ''
  // Whoever selects something elsewhere leaves the several nodes that were chosen here.
  const chosen = several.has(own) ? several : new Set(selected ? [own] : [])

  const choose: OutlineState['choose'] = (node, how = 'only') => {
    const name = nodeName(node.path)
    if (how === 'toggle') setSeveral(toggled(chosen, name))
    else setSeveral(how === 'range' ? rangeOf(shown, chosen, { own, name }) : new Set([name]))
    if (how !== 'toggle' || !chosen.has(name)) workshop.select({ uid: form.uid, path: node.path })
  }
  return {
    ...{ nodes, shown, chosen, selected, folded, choose },
    fold: (node) => setFolded(toggled(folded, nodeName(node.path))),
    execute(command) {
      if (!command) return
      const keys = new Set(outermost(nodes, chosen).map((one) => one.key))
      workshop.execute(command)
      const { set, selection: now } = workshop.state
      const after = set.get(form.uid)
      const beside = nodeName(now?.path.slice(0, -1) ?? [])
      const moved = after ? formNodes(after) : []
      const stay = moved.filter((one) => keys.has(one.key) && nodeName(one.into) === beside)
      setSeveral(new Set(stay.map((one) => nodeName(one.path))))
    },
  }
}

function isInside({ path }: FormNode, name: string): boolean {
  return nodeName(path).startsWith(`${name}\n`)
}

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names)
  if (!next.delete(name)) next.add(name)
  return next
}

/** Everything between the end of what is chosen that stays and the node. */
function rangeOf(
  shown: readonly FormNode[],
  chosen: ReadonlySet<string>,
  { own, name }: { own: string; name: string }
): ReadonlySet<string> {
  const place = (of: string) => shown.findIndex((one) => nodeName(one.path) === of)
  const places = [...chosen].map(place).filter((at) => at >= 0)
  const [first, last] = [Math.min(...places), Math.max(...places)]
  const anchor = place(own) === first ? last : first
  const [from, to] = [anchor, place(name)].sort((a, b) => a - b)
  return new Set(shown.slice(from, to! + 1).map((one) => nodeName(one.path)))
}
