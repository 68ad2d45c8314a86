import { isErrorValue, valueError } from './error_value.ts'
import { readName } from './read_name.ts'
import { spend } from './evaluation.ts'
import type { Closure, Evaluation } from './evaluation.ts'
import type { BoundArgument } from '../functions/function_entry.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { TypedArgument, TypedName, TypedTree } from '../check/typed_tree.ts'

type Part<K extends TypedTree['kind']> = TypedTree & { readonly kind: K }

/** What is known while closures are made. */
interface Making {
  readonly names: readonly TypedName[]
  memos: number
}

/**
 * Turns a typed tree into a closure. A part over rows becomes a closure for one row
 * (`evaluation.row`), so that functions stay lazy and errors stay with their row; `wholeOf` runs it
 * over all rows. Parts that do not change from row to row are computed once.
 */
export function closureOf(tree: TypedTree, names: readonly TypedName[]): Closure {
  return wholeOf(tree, { names, memos: 0 })
}

/** The whole value of a part: one value, or the list of all its rows. */
function wholeOf(tree: TypedTree, making: Making): Closure {
  if (tree.rows === null) return oneOf(tree, making)
  if (tree.kind === 'name') return (evaluation) => rowsOf(evaluation, tree.name, making)
  const [one, sources] = [oneOf(tree, making), rowNames(tree)]
  return (evaluation) => {
    const count = countRows(evaluation, sources, making)
    if (typeof count !== 'number') return count
    const outer = evaluation.row
    const results: ExpressionResult[] = []
    for (let row = 0; row < count; row++) {
      evaluation.row = row
      results.push(one(evaluation))
    }
    evaluation.row = outer
    return results
  }
}

/** The value of a part for the row in turn. */
function oneOf(tree: TypedTree, making: Making): Closure {
  switch (tree.kind) {
    case 'literal':
      return () => tree.value
    case 'name':
      return nameClosure(tree, making)
    case 'unary':
      return unaryClosure(tree, making)
    case 'binary':
      return binaryClosure(tree, making)
    case 'call':
      return callClosure(tree, making)
  }
}

function nameClosure({ name, rows }: Part<'name'>, making: Making): Closure {
  const known = making.names[name]!
  if (rows === null) return (evaluation) => readName(evaluation, name, known)
  return (evaluation) => {
    const list = rowsOf(evaluation, name, making)
    return isErrorValue(list)
      ? list
      : ((list as readonly ExpressionResult[])[evaluation.row] ?? null)
  }
}

function unaryClosure(tree: Part<'unary'>, making: Making): Closure {
  const operand = childOf(tree, tree.operand, making)
  const { operation } = tree
  return (evaluation) => {
    spend(evaluation, 1)
    const value = operand(evaluation)
    return isErrorValue(value) ? value : operation.apply(value)
  }
}

function binaryClosure(tree: Part<'binary'>, making: Making): Closure {
  const left = childOf(tree, tree.left, making)
  const right = childOf(tree, tree.right, making)
  const { operation } = tree
  return (evaluation) => {
    spend(evaluation, 1)
    const a = left(evaluation)
    if (isErrorValue(a)) return a
    const b = right(evaluation)
    return isErrorValue(b) ? b : operation.apply(a, b, evaluation)
  }
}

function callClosure(tree: Part<'call'>, making: Making): Closure {
  const call = tree.entry.bind(tree.args.map((arg) => boundOf(tree, arg, making)))
  return (evaluation) => {
    spend(evaluation, 1)
    return call(evaluation)
  }
}

function boundOf(call: TypedTree, arg: TypedArgument, making: Making): BoundArgument {
  const { tree, isWhole } = arg
  const evaluate = isWhole ? wholeOf(tree, making) : childOf(call, tree, making)
  return { type: isWhole || tree.type.kind !== 'list' ? tree.type : tree.type.of, evaluate }
}

/** A part of one value below a part over rows is computed at the first row that asks for it. */
function childOf(parent: TypedTree, child: TypedTree, making: Making): Closure {
  const closure = oneOf(child, making)
  const isSettled = child.kind === 'literal' || child.kind === 'name'
  if (parent.rows === null || child.rows !== null || isSettled) return closure
  const memo = making.memos++
  return (evaluation) => {
    const known = evaluation.memos[memo]
    return known === undefined ? (evaluation.memos[memo] = closure(evaluation)) : known
  }
}

/** Numbers of the list names a part runs over, leaving out those that inner functions take whole. */
function rowNames(tree: TypedTree): number[] {
  if (tree.rows === null) return []
  if (tree.kind === 'name') return [tree.name]
  if (tree.kind === 'unary') return rowNames(tree.operand)
  if (tree.kind === 'binary') return [...rowNames(tree.left), ...rowNames(tree.right)]
  if (tree.kind === 'literal') return []
  return tree.args.flatMap((arg) => (arg.isWhole ? [] : rowNames(arg.tree)))
}

/** How many rows the lists have; #VALUE! when they differ, for then they do not belong together. */
function countRows(evaluation: Evaluation, sources: readonly number[], making: Making) {
  let count: number | null = null
  for (const source of sources) {
    const list = rowsOf(evaluation, source, making)
    if (!Array.isArray(list)) return valueError
    if (count !== null && count !== list.length) return valueError
    count = list.length
  }
  return count ?? 0
}

/** A list name always gives a list, or an error: of nothing the empty one. */
function rowsOf(evaluation: Evaluation, name: number, { names }: Making): ExpressionResult {
  const list = readName(evaluation, name, names[name]!)
  if (list === null) return []
  return Array.isArray(list) || isErrorValue(list) ? list : [list]
}
