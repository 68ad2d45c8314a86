import { pointerTo } from '#engine/problems.ts'
import { parsePath } from '#engine/filters/index.ts'
import type { CompiledEntity, CompiledField } from '../compiled.ts'
import type { CompileContext, EntityDraft } from '../context.ts'

/** A formula of some entity, as a node of the graph of what is computed from what. */
interface FormulaNode {
  readonly name: string
  readonly entity: EntityDraft
  readonly field: CompiledField
}

/**
 * Puts the formulas of every entity in the order they must be computed, and reports cycles, also
 * those that go through sub-tables, parents and other entities. A formula that reads the same
 * formula of a related record of the same entity (level = parent_unit.level + 1) is no cycle: the
 * related value is a stored one.
 */
export function orderFormulas(context: CompileContext): void {
  const nodes = new Map<string, FormulaNode>()
  for (const entity of context.entities.values()) {
    for (const field of entity.fields.values()) {
      if (field.formula)
        nodes.set(nodeName(entity, field), { name: nodeName(entity, field), entity, field })
    }
  }
  const edges = new Map(
    [...nodes].map(([name, node]) => [name, formulasRead(node, nodes, context)])
  )
  reportCycles(nodes, edges, context)
  for (const entity of context.entities.values()) {
    entity.formulas = ordered(entity, nodes, edges)
  }
}

function nodeName(entity: CompiledEntity, field: CompiledField): string {
  return `${entity.key}#${field.key}`
}

function formulasRead(
  node: FormulaNode,
  nodes: ReadonlyMap<string, FormulaNode>,
  context: CompileContext
): string[] {
  const read = (node.field.formula?.dependencies ?? []).flatMap((name) =>
    fieldsBehind(node.entity, name.split('.'), context)
  )
  return [...new Set(read)].filter((name) => nodes.has(name))
}

/** Names of the fields a dotted name reads, stored values of related records of the own entity left out. */
function fieldsBehind(entity: EntityDraft, path: string[], context: CompileContext): string[] {
  const [first = '', ...rest] = path
  if (first === 'old') return []
  if (first === 'parent') {
    const parent = entity.parent === null ? undefined : context.entities.get(entity.parent)
    return parent && rest.length > 0 ? fieldsBehind(parent, rest, context) : []
  }
  const field = entity.fields.get(first)
  if (field?.childEntity) {
    const child = context.entities.get(field.childEntity)
    return child && rest.length > 0 ? fieldsBehind(child, rest, context) : []
  }
  const entityOf = (key: string) => context.entities.get(key)
  const steps = parsePath(path.join('.'), { entity, entityOf }).path?.steps ?? []
  return steps
    .filter((step, index) => index === 0 || step.entity !== entity.key)
    .flatMap((step) => (step.field ? [`${step.entity}#${step.field.key}`] : []))
}

/** Depth-first with an explicit stack: entities may hold hundreds of formulas that follow each other. */
function reportCycles(
  nodes: ReadonlyMap<string, FormulaNode>,
  edges: ReadonlyMap<string, readonly string[]>,
  context: CompileContext
): void {
  const done = new Set<string>()
  for (const start of nodes.keys()) {
    const path: string[] = []
    const pending: { name: string; leave: boolean }[] = [{ name: start, leave: false }]
    while (pending.length > 0) {
      const { name, leave } = pending.pop() as { name: string; leave: boolean }
      if (leave) {
        path.pop()
        done.add(name)
      } else if (path.includes(name)) {
        reportCycle(path.slice(path.indexOf(name)), nodes, context)
      } else if (!done.has(name)) {
        path.push(name)
        pending.push({ name, leave: true })
        for (const next of edges.get(name) ?? []) pending.push({ name: next, leave: false })
      }
    }
  }
}

function reportCycle(
  cycle: readonly string[],
  nodes: ReadonlyMap<string, FormulaNode>,
  context: CompileContext
): void {
  const first = nodes.get(cycle[0] ?? '')
  const definition = first && context.definitions.get('entity')?.get(first.entity.key)
  if (!first || !definition) return
  const names = [...cycle, first.name].map((name) => name.replace('#', '.'))
  context.problems.report(definition, {
    code: 'E_DEFINITION_CYCLE',
    pointer: pointerTo('', 'schema', 'properties', first.field.key, 'x-formula'),
    message: `公式互相引用：${names.join(' → ')}`,
    fix: '让其中一个公式不再引用其他几个',
    params: { cycle: names },
  })
}

function ordered(
  entity: EntityDraft,
  nodes: ReadonlyMap<string, FormulaNode>,
  edges: ReadonlyMap<string, readonly string[]>
): CompiledField[] {
  const own = [...nodes.values()].filter((node) => node.entity === entity)
  const placed = new Set<string>()
  const result: CompiledField[] = []
  const waits = (node: FormulaNode) =>
    (edges.get(node.name) ?? []).some(
      (name) => nodes.get(name)?.entity === entity && !placed.has(name) && name !== node.name
    )
  let rest = own
  while (rest.length > 0) {
    const ready = rest.filter((node) => !waits(node))
    // A cycle is reported already; what is in it keeps the author's order.
    const next = ready.length > 0 ? ready : rest
    for (const node of next) {
      placed.add(node.name)
      result.push(node.field)
    }
    rest = rest.filter((node) => !placed.has(node.name))
  }
  return result
}
