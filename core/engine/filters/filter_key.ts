import type { FieldPath, FilterNode, Operand } from './ast.ts'

/**
 * Text that is the same for two filters exactly when they are the same filter: used to leave out
 * a row scope that says nothing new, and to bind a cursor to its filter.
 */
export function filterKey(node: FilterNode): string {
  return JSON.stringify(keyOf(node))
}

function keyOf(node: FilterNode): unknown {
  switch (node.op) {
    case 'true':
    case 'false':
      return node.op
    case 'not':
      return ['not', keyOf(node.item)]
    case 'all':
    case 'any':
      return [node.op, ...node.items.map(keyOf)]
    case 'empty':
      return ['empty', pathKey(node.path), node.is]
    case 'has':
      return ['has', pathKey(node.path), keyOf(node.item)]
    case 'under':
      return ['under', pathKey(node.path), operandKey(node.operand)]
    case 'change':
      return [node.operator, pathKey(node.path), node.is, node.operand && operandKey(node.operand)]
    case 'compare':
      return [node.operator, pathKey(node.path), node.operands.map(operandKey)]
  }
}

function pathKey(path: FieldPath): string {
  return path.steps
    .map((step) => [`${step.entity}#${step.key}`, ...(step.field?.member ?? [])].join('/'))
    .join('.')
}

function operandKey(operand: Operand): unknown {
  switch (operand.kind) {
    case 'literal':
      return ['=', operand.value]
    case 'list':
      return ['list', operand.values]
    case 'actor':
      return ['$', operand.name]
    case 'expression':
      return ['fx', operand.expression.source]
    case 'period':
      return ['period', operand.period, operand.edge]
  }
}
