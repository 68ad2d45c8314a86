import { asksItems } from '#engine/filters/index.ts'
import type { FilterNode, Operand } from '#engine/filters/index.ts'

type FilterJson = Record<string, unknown>

/** A filter in the grammar it was written in (definitions.md, "One condition language"). */
export function filterJson(node: FilterNode): FilterJson {
  switch (node.op) {
    case 'true':
      return {}
    case 'false':
      return { id: { in: [] } }
    case 'all':
      return { all: node.items.map(filterJson) }
    case 'any':
      return { any: node.items.map(filterJson) }
    case 'not':
      return { not: filterJson(node.item) }
    case 'empty':
      return { [node.path.text]: { empty: node.is } }
    case 'has':
      return { [node.path.text]: { has: asksItems(node) ? itemJson(node) : filterJson(node.item) } }
    case 'under':
      return { [node.path.text]: { under: operandJson(node.operand) } }
    case 'change': {
      const value = node.operand ? operandJson(node.operand) : node.is
      return { [node.path.text]: { [node.operator]: value } }
    }
    case 'compare':
      return { [node.path.text]: { [node.operator]: operandsJson(node.operands) } }
  }
}

/** Operators an item meets: they name no field. */
function itemJson({ path, item }: Extract<FilterNode, { op: 'has' }>): unknown {
  const leaves = item.op === 'all' ? item.items : [item]
  return Object.assign({}, ...leaves.map((leaf) => filterJson(leaf)[path.text]))
}

function operandsJson(operands: readonly Operand[]): unknown {
  const [first, second] = operands.map(operandJson)
  if (operands[0]?.kind === 'period') return first
  return second === undefined ? first : [first, second]
}

function operandJson(operand: Operand): unknown {
  switch (operand.kind) {
    case 'literal':
      return operand.value
    case 'list':
      return [...operand.values]
    case 'actor':
      return `$${operand.name}`
    case 'expression':
      return operand.expression.source
    case 'period':
      return operand.period
  }
}
