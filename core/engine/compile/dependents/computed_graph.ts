import { pointerTo } from '#engine/problems.ts'
import { readsOf } from './reads.ts'
import type { CompiledField } from '../compiled.ts'
import type { Hop } from './compiled_dependents.ts'
import type { CompileContext, EntityDraft } from '../context.ts'
import type { Read } from './reads.ts'

/** A formula or rollup of some entity, with what it reads. */
export interface ComputedNode {
  readonly name: string
  readonly entity: EntityDraft
  readonly field: CompiledField
  readonly reads: readonly Read[]
  readonly edges: readonly Edge[]
}

/**
 * `own` within one record and its rows · `up`, `down` along the tree of the entity, which has no
 * circles · `away` to any other record
 */
type Direction = 'own' | 'up' | 'down' | 'away'

interface Edge {
  readonly to: string
  readonly direction: Direction
}

/** The one graph of what is computed from what, across all entities. */
export type ComputedGraph = ReadonlyMap<string, ComputedNode>

export function nodeName(entity: string, field: string): string {
  return `${entity}#${field}`
}

export function computedGraph(context: CompileContext): ComputedGraph {
  const computed: { entity: EntityDraft; field: CompiledField }[] = []
  for (const entity of context.entities.values()) {
    for (const field of entity.fields.values()) {
      if (field.formula || field.rollup) computed.push({ entity, field })
    }
  }
  const names = new Set(computed.map(({ entity, field }) => nodeName(entity.key, field.key)))
  return new Map(
    computed.map(({ entity, field }): [string, ComputedNode] => {
      const reads = readsOf(entity, field, context)
      const edges = reads.flatMap((read) => {
        const to = nodeName(read.entity.key, read.key)
        return names.has(to) ? [{ to, direction: directionOf(read.hops) }] : []
      })
      const name = nodeName(entity.key, field.key)
      return [name, { name, entity, field, reads, edges }]
    })
  )
}

function directionOf(hops: readonly Hop[]): Direction {
  if (hops.length === 0) return 'own'
  const isTree = (hop: Hop) => hop.field?.type.name === 'tree_parent'
  if (hops.every((hop) => hop.kind === 'link' && isTree(hop))) return 'up'
  return hops.length === 1 && hops[0]!.kind === 'back' && isTree(hops[0]!) ? 'down' : 'away'
}

/**
 * Reports what would have to be computed from itself. Along the tree of an entity a field may read
 * itself, always upwards (level = above.level + 1) or always downwards (total = own + totals below):
 * trees have no circles. Elsewhere records could lead back to themselves.
 */
export function reportCycles(graph: ComputedGraph, context: CompileContext): void {
  const told = new Set<string>()
  const tell = (cycle: readonly string[]) => {
    const key = [...cycle].sort().join()
    if (!told.has(key)) reportCycle(cycle, graph, context)
    told.add(key)
  }
  findCycles(graph, tell)
  for (const cycle of mixedCycles(graph)) tell(cycle)
}

function isAlongTree(direction: Direction): boolean {
  return direction === 'up' || direction === 'down'
}

/** Circles without a step along a tree. Depth-first with an explicit stack: entities may hold hundreds of formulas that follow each other. */
function findCycles(graph: ComputedGraph, tell: (cycle: readonly string[]) => void): void {
  const done = new Set<string>()
  for (const start of graph.keys()) {
    const path: string[] = []
    const pending: { name: string; leave: boolean }[] = [{ name: start, leave: false }]
    while (pending.length > 0) {
      const { name, leave } = pending.pop() as { name: string; leave: boolean }
      if (leave) {
        path.pop()
        done.add(name)
      } else if (path.includes(name)) {
        tell(path.slice(path.indexOf(name)))
      } else if (!done.has(name)) {
        path.push(name)
        pending.push({ name, leave: true })
        for (const { to, direction } of graph.get(name)!.edges) {
          if (!isAlongTree(direction)) pending.push({ name: to, leave: false })
        }
      }
    }
  }
}

/** Circles along a tree that also go the other way, or away from it. */
function* mixedCycles(graph: ComputedGraph): Generator<string[]> {
  yield* cyclesOver(graph, ['up', 'down'])
  yield* cyclesOver(graph, ['up', 'away'])
  yield* cyclesOver(graph, ['down', 'away'])
}

function* cyclesOver(
  graph: ComputedGraph,
  [first, second]: readonly [Direction, Direction]
): Generator<string[]> {
  const along = (wanted: Direction) =>
    [...graph.values()].flatMap(({ name, edges }) =>
      edges.filter(({ direction }) => direction === wanted).map(({ to }) => ({ from: name, to }))
    )
  const others = along(second)
  for (const one of along(first)) {
    if (!wayBetween(graph, one.to, one.from)) continue
    for (const other of others) {
      const there = wayBetween(graph, one.to, other.from)
      const back = there && wayBetween(graph, other.to, one.from)
      if (there && back) yield [...there, ...back]
    }
  }
}

/** Names on the shortest way, both ends among them; null where there is none. */
function wayBetween(graph: ComputedGraph, from: string, to: string): string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]])
  for (const name of cameFrom.keys()) {
    if (name === to) break
    for (const { to: next } of graph.get(name)!.edges) {
      if (!cameFrom.has(next)) cameFrom.set(next, name)
    }
  }
  if (!cameFrom.has(to)) return null
  const way: string[] = []
  for (let at: string | null = to; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at)
  return way
}

function reportCycle(
  cycle: readonly string[],
  graph: ComputedGraph,
  context: CompileContext
): void {
  const first = graph.get(cycle[0] ?? '')
  const definition = first && context.definitions.get('entity')?.get(first.entity.key)
  if (!first || !definition) return
  const names = [...cycle, first.name].map((name) => name.replace('#', '.'))
  const word = first.field.rollup ? 'x-rollup' : 'x-formula'
  context.problems.report(definition, {
    code: 'E_DEFINITION_CYCLE',
    pointer: pointerTo('', 'schema', 'properties', first.field.key, word),
    message: `计算字段互相引用：${names.join(' → ')}`,
    fix: '让其中一个不再引用其他几个；沿本实体的层级逐级计算时，关联用 tree_parent',
    params: { cycle: names },
  })
}

/** Fields of one record in the order they must be computed: after those of the record they read. */
export function inOrder(nodes: readonly ComputedNode[]): ComputedNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const placed = new Set<string>()
  const result: ComputedNode[] = []
  const waits = (node: ComputedNode) =>
    node.edges.some(
      ({ to, direction }) =>
        (direction === 'own' || direction === 'away') &&
        byName.has(to) &&
        !placed.has(to) &&
        to !== node.name
    )
  let rest = [...nodes]
  while (rest.length > 0) {
    const ready = rest.filter((node) => !waits(node))
    // A cycle is reported already; what is in it keeps the author's order.
    const next = ready.length > 0 ? ready : rest
    for (const node of next) {
      placed.add(node.name)
      result.push(node)
    }
    rest = rest.filter((node) => !placed.has(node.name))
  }
  return result
}
