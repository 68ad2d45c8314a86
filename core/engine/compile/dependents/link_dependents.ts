import { computedGraph, inOrder, reportCycles } from './computed_graph.ts'
import type { CompiledDependents, CompiledReader, FieldOf, Hop } from './compiled_dependents.ts'
import type { CompileContext } from '../context.ts'
import type { Steps } from '#engine/steps.ts'
import type { ComputedGraph } from './computed_graph.ts'

/**
 * Puts all computed fields into one graph: the order in which they must be computed, circles
 * (reported), and for each entity who reads its records from elsewhere.
 */
export function* linkDependents(context: CompileContext): Steps<CompiledDependents> {
  const graph = computedGraph(context)
  yield
  reportCycles(graph, context)
  yield
  const order = inOrder([...graph.values()])
  yield
  for (const entity of context.entities.values()) {
    entity.formulas = order
      .filter((node) => node.entity === entity && isOfTheRecord(node.field.rollup))
      .map(({ field }) => field)
  }
  return {
    rollups: rollupsIn(graph),
    readers: readersIn(graph, context),
    ranks: new Map(order.map(({ name }, rank) => [name, rank])),
    sources: new Map(
      order.map(({ name, reads }) => [
        name,
        reads.map(({ entity, key }) => ({ entity: entity.key, key })),
      ])
    ),
  }
}

function isOfTheRecord(rollup: { rows: string | null } | null): boolean {
  return rollup === null || rollup.rows !== null
}

function rollupsIn(graph: ComputedGraph): Map<string, FieldOf[]> {
  const found = new Map<string, FieldOf[]>()
  for (const { entity, field } of graph.values()) {
    if (!field.rollup || field.rollup.rows !== null) continue
    const { from } = field.rollup
    found.set(from, [...(found.get(from) ?? []), { entity: entity.key, field }])
  }
  return found
}

interface ReaderDraft {
  id: string
  hops: readonly Hop[]
  keys: Set<string>
  fields: Map<string, FieldOf & { keys: string[] }>
}

/** Reads of one way are one reader; what a rollup reads of the records it gathers is none. */
function readersIn(graph: ComputedGraph, context: CompileContext): Map<string, CompiledReader[]> {
  const byEntity = new Map<string, Map<string, ReaderDraft>>()
  for (const { name, entity, field, reads } of graph.values()) {
    for (const { hops, entity: there, key } of reads) {
      const [first, ...more] = hops
      if (!first || (first.kind === 'back' && more.length === 0)) continue
      const holder = context.entities.get(first.from)!
      const id = `${holder.uid}>${wayId(hops)}`
      const drafts = byEntity.get(there.key) ?? new Map<string, ReaderDraft>()
      const draft = drafts.get(id) ?? { id, hops, keys: new Set(), fields: new Map() }
      draft.keys.add(key)
      const known = draft.fields.get(name) ?? { entity: entity.key, field, keys: [] }
      if (!known.keys.includes(key)) known.keys.push(key)
      draft.fields.set(name, known)
      byEntity.set(there.key, drafts.set(id, draft))
    }
  }
  return new Map([...byEntity].map(([key, drafts]) => [key, [...drafts.values()].map(readerOf)]))
}

function readerOf({ id, hops, keys, fields }: ReaderDraft): CompiledReader {
  return { id, hops, keys: [...keys], fields: [...fields.values()] }
}

function wayId(hops: readonly Hop[]): string {
  return hops
    .map(({ kind, from, field, column }) => `${kind}:${field?.uid ?? `${from}.${column}`}`)
    .join('>')
}
