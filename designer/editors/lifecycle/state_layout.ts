/** Places states on a canvas: columns by the number of steps from the first state, rows as they come. */
export interface StateNode {
  readonly id: string
  readonly title: string
  readonly color: string | null
  readonly isInitial: boolean
  readonly isFinal: boolean
  /** No transition leads here from the first state. */
  readonly isUnreachable: boolean
  readonly x: number
  readonly y: number
}

export interface StateEdge {
  readonly transition: string
  readonly title: string
  readonly from: string
  readonly to: string
  /** SVG path. */
  readonly path: string
  /** Where its title stands. */
  readonly labelX: number
  readonly labelY: number
}

export interface StateLayout {
  readonly nodes: readonly StateNode[]
  readonly edges: readonly StateEdge[]
  readonly width: number
  readonly height: number
}

export interface LaidState {
  id: string
  title: string
  color: string | null
  isFinal: boolean
}

export interface LaidTransition {
  id: string
  title: string
  from: readonly string[]
  to: string
}

export const nodeSize = { width: 116, height: 40 }
const gap = { x: 84, y: 34 }
const margin = 28

/** Lays out the states and the ways between them. Pure; the same states always stand the same. */
export function layStates(given: {
  states: readonly LaidState[]
  transitions: readonly LaidTransition[]
  initial: string
}): StateLayout {
  const { states, transitions, initial } = given
  const steps = stepsFrom(initial, transitions)
  const last = Math.max(0, ...steps.values())
  const columns = new Map<number, number>()
  const nodes = states.map((state): StateNode => {
    const column = steps.get(state.id) ?? last + 1
    const row = columns.get(column) ?? 0
    columns.set(column, row + 1)
    return {
      ...{ id: state.id, title: state.title, color: state.color, isFinal: state.isFinal },
      isInitial: state.id === initial,
      isUnreachable: !steps.has(state.id),
      x: margin + column * (nodeSize.width + gap.x),
      y: margin + row * (nodeSize.height + gap.y),
    }
  })
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const edges = transitions.flatMap(({ id, title, from, to }) =>
    from.flatMap((source, index) => {
      const [start, end] = [byId.get(source), byId.get(to)]
      return start && end ? [edge({ id, title: index === 0 ? title : '' }, start, end)] : []
    })
  )
  const right = Math.max(0, ...nodes.map(({ x }) => x)) + nodeSize.width + margin
  const bottom = Math.max(0, ...nodes.map(({ y }) => y)) + nodeSize.height + margin + gap.y
  return { nodes, edges, width: right, height: bottom }
}

/** Fewest transitions from the first state to each that can be reached. */
function stepsFrom(
  initial: string,
  transitions: readonly LaidTransition[]
): ReadonlyMap<string, number> {
  const steps = new Map([[initial, 0]])
  const open = [initial]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const { from, to } of transitions) {
      if (!from.includes(at) || steps.has(to)) continue
      steps.set(to, steps.get(at)! + 1)
      open.push(to)
    }
  }
  return steps
}

/** Forward ways leave to the right; those that lead back, or stay in a column, go round below. */
function edge(
  { id, title }: { id: string; title: string },
  start: StateNode,
  end: StateNode
): StateEdge {
  const base = { transition: id, title, from: start.id, to: end.id }
  const { width, height } = nodeSize
  if (end.x > start.x) {
    const [x1, y1] = [start.x + width, start.y + height / 2]
    const [x2, y2] = [end.x - 6, end.y + height / 2]
    const bend = Math.max(30, (x2 - x1) / 2)
    const path = `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`
    return { ...base, path, labelX: (x1 + x2) / 2, labelY: (y1 + y2) / 2 - 6 }
  }
  const [x1, y1] = [start.x + width / 2, start.y + height]
  const [x2, y2] = [end.x + width / 2 + (end === start ? 20 : 0), end.y + height + 6]
  const depth = Math.max(y1, y2) + 26 + Math.abs(x1 - x2) / 14
  const path = `M${x1},${y1} C${x1},${depth} ${x2},${depth} ${x2},${y2}`
  return { ...base, path, labelX: (x1 + x2) / 2, labelY: depth - 8 }
}
