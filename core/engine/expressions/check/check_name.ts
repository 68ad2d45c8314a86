import { problemAt } from '../expression_problem.ts'
import { addProblem } from './checking.ts'
import { elementOf } from '../type_rules.ts'
import type { Checking } from './checking.ts'
import type { Tree } from '../syntax/tree.ts'
import type { TypedName, TypedTree } from './typed_tree.ts'
import type { ValueType } from '../value_type.ts'

/** The type of a name as the scope says; a name JavaScript would know is never asked for. */
export function checkName(tree: Tree & { kind: 'name' }, checking: Checking): TypedTree {
  const dotted = tree.path.join('.')
  const isJavaScript = tree.path.some((part) => part in Object.prototype || part === 'prototype')
  const found = isJavaScript ? undefined : checking.scope.typeOf(tree.path)
  if (!found) {
    return addProblem(
      checking,
      problemAt('E_EXPRESSION_NAME', tree.at, {
        zh: `没有名为“${dotted}”的字段或变量`,
        en: `There is no field or variable named "${dotted}"`,
      })
    )
  }
  const isList = found.kind === 'list'
  const type: ValueType = isList ? { kind: 'list', of: elementOf(found) } : found
  const name = numberOf({ path: tree.path, dotted, type }, checking)
  return { kind: 'name', name, type, rows: isList ? rowSpace(tree.path, checking) : null }
}

function numberOf(name: TypedName, { names }: Checking): number {
  const known = names.findIndex(({ dotted }) => dotted === name.dotted)
  return known >= 0 ? known : names.push(name) - 1
}

/** The last step of the path that leads to many: `items` for `items.price` and `items.product.price`. */
function rowSpace(path: readonly string[], { scope }: Checking): string {
  let [steps, depth] = [path.length, 0]
  for (let length = 1; length <= path.length; length++) {
    const now = listDepth(scope.typeOf(path.slice(0, length)))
    if (now > depth) [steps, depth] = [length, now]
  }
  // A scope that knows the leaf alone: rows are told apart by what stands before it.
  const isLeafAlone = steps === path.length && steps > 1 && !scope.typeOf(path.slice(0, -1))
  return path.slice(0, isLeafAlone ? -1 : steps).join('.')
}

function listDepth(type: ValueType | undefined): number {
  return type?.kind === 'list' ? 1 + listDepth(type.of) : 0
}
