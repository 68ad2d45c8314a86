import type { Tree } from '#engine/expressions/syntax/tree.ts'

const strength: Readonly<Record<string, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
}

/** Writes a tree with as few parentheses as the language's precedence allows. */
export function printTree(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return tree.digits
    case 'text':
      return `"${tree.text.replaceAll('"', '""')}"`
    case 'boolean':
      return tree.value ? 'TRUE' : 'FALSE'
    case 'name':
      return tree.path.map((part) => (/^\$?[a-z_]+$/.test(part) ? part : `[${part}]`)).join('.')
    case 'negate':
      return `-${wrapped(tree.operand, 7)}`
    case 'percent':
      return `${wrapped(tree.operand, 6)}%`
    case 'binary': {
      const own = strength[tree.operator]!
      return `${wrapped(tree.left, own)} ${tree.operator} ${wrapped(tree.right, own + 1)}`
    }
    case 'call':
      return `${tree.name}(${tree.args.map(printTree).join(', ')})`
  }
}

function wrapped(tree: Tree, least: number): string {
  const printed = printTree(tree)
  return strengthOf(tree) < least ? `(${printed})` : printed
}

function strengthOf(tree: Tree): number {
  if (tree.kind === 'binary') return strength[tree.operator]!
  if (tree.kind === 'percent') return 6
  return tree.kind === 'negate' ? 7 : 8
}
