import type { FilterNode } from '#engine/filters/index.ts'

/** Every dotted name a filter reads of the record it is asked for; what `has` reads, behind its path. */
export function filterNames(node: FilterNode): string[] {
  switch (node.op) {
    case 'all':
    case 'any':
      return node.items.flatMap(filterNames)
    case 'not':
      return filterNames(node.item)
    case 'has':
      return [node.path.text, ...filterNames(node.item).map((name) => `${node.path.text}.${name}`)]
    case 'compare':
      return [
        node.path.text,
        ...node.operands.flatMap((operand) =>
          operand.kind === 'expression' ? operand.expression.dependencies : []
        ),
      ]
    case 'empty':
    case 'under':
    case 'change':
      return [node.path.text]
    default:
      return []
  }
}
