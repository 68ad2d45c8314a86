import { parse } from './parse.ts'
import type { Tree } from './tree.ts'

/**
 * Dotted names an expression mentions, each once, in the order of writing: for where-used and the
 * linkage of forms, without a scope. A text that cannot be read mentions nothing.
 */
export function expressionNames(source: string): string[] {
  const read = parse(source)
  const names = new Set<string>()
  if ('tree' in read) collectNames(read.tree, names)
  return [...names]
}

function collectNames(tree: Tree, into: Set<string>): void {
  switch (tree.kind) {
    case 'name':
      into.add(tree.path.join('.'))
      return
    case 'negate':
    case 'percent':
      collectNames(tree.operand, into)
      return
    case 'binary':
      collectNames(tree.left, into)
      collectNames(tree.right, into)
      return
    case 'call':
      for (const arg of tree.args) collectNames(arg, into)
  }
}
