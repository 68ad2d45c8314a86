import { problemAt } from '../expression_problem.ts'
import { checkCall } from './check_call.ts'
import { addProblem, commonRows, overRows } from './checking.ts'
import { isLooseList, refuseList, refuseRows } from './checking.ts'
import { checkName } from './check_name.ts'
import { binaryOperation, unaryOperation } from '../operators/operators.ts'
import { finite, Num } from '../evaluate/number.ts'
import { isErrorValue } from '../evaluate/error_value.ts'
import { elementOf, typeText } from '../type_rules.ts'
import type { Checking } from './checking.ts'
import type { Tree } from '../syntax/tree.ts'
import type { TypedTree } from './typed_tree.ts'

/** Settles names, operators and functions of a tree against a scope; faults go to `checking`. */
export function checkTree(tree: Tree, checking: Checking): TypedTree {
  switch (tree.kind) {
    case 'number':
      return checkNumber(tree, checking)
    case 'text':
      return {
        kind: 'literal',
        value: tree.text === '' ? null : tree.text,
        type: { kind: tree.text === '' ? 'blank' : 'text' },
        rows: null,
      }
    case 'boolean':
      return { kind: 'literal', value: tree.value, type: { kind: 'boolean' }, rows: null }
    case 'name':
      return checkName(tree, checking)
    case 'negate':
    case 'percent':
      return checkUnary(tree, checking)
    case 'binary':
      return checkBinary(tree, checking)
    case 'call':
      return checkCall(
        tree,
        tree.args.map((arg) => checkTree(arg, checking)),
        checking
      )
  }
}

function checkNumber(tree: Tree & { kind: 'number' }, checking: Checking): TypedTree {
  const value = finite(new Num(tree.digits))
  if (isErrorValue(value)) {
    return addProblem(
      checking,
      problemAt('E_EXPRESSION_TYPE', tree.at, { zh: '数字过大', en: 'The number is too large' })
    )
  }
  return { kind: 'literal', value, type: { kind: 'number' }, rows: null }
}

function checkUnary(tree: Tree & { kind: 'negate' | 'percent' }, checking: Checking): TypedTree {
  const operand = checkTree(tree.operand, checking)
  if (isLooseList(operand)) return refuseList(checking, tree.operand.at)
  const type = elementOf(operand.type)
  const operation = unaryOperation(tree.kind, type)
  if (!operation) {
    const sign = tree.kind === 'negate' ? '-' : '%'
    return addProblem(
      checking,
      problemAt('E_EXPRESSION_TYPE', tree.at, {
        zh: `“${sign}”须用于数字，这里是${typeText(type)}`,
        en: `"${sign}" takes a number, not ${typeText(type, 'en')}`,
      })
    )
  }
  const { rows } = operand
  const { kind: operator } = tree
  return { kind: 'unary', operator, operation, operand, type: overRows(operation.type, rows), rows }
}

function checkBinary(tree: Tree & { kind: 'binary' }, checking: Checking): TypedTree {
  const [left, right] = [checkTree(tree.left, checking), checkTree(tree.right, checking)]
  if (isLooseList(left)) return refuseList(checking, tree.left.at)
  if (isLooseList(right)) return refuseList(checking, tree.right.at)
  const [a, b] = [elementOf(left.type), elementOf(right.type)]
  const operation = binaryOperation(tree.operator, a, b)
  if (!operation) {
    return addProblem(
      checking,
      problemAt('E_EXPRESSION_TYPE', tree.at, {
        zh: `“${tree.operator}”不能用于${typeText(a)}与${typeText(b)}`,
        en: `"${tree.operator}" is not defined on ${typeText(a, 'en')} and ${typeText(b, 'en')}`,
      })
    )
  }
  if (tree.operator === '=' || tree.operator === '<>') {
    refuseUnknownCode(left, { tree: right, at: tree.right.at }, checking)
    refuseUnknownCode(right, { tree: left, at: tree.left.at }, checking)
  }
  const rows = commonRows([left, right])
  if (rows === undefined) return refuseRows(checking, tree.at, [left, right])
  const { operator } = tree
  const type = overRows(operation.type, rows)
  return { kind: 'binary', operator, operation, left, right, type, rows }
}

/** A literal compared with a field of codes must be one of its codes: a misspelt one is never met. */
function refuseUnknownCode(
  field: TypedTree,
  { tree: literal, at }: { tree: TypedTree; at: number },
  checking: Checking
): void {
  const type = elementOf(field.type)
  const codes = 'codes' in type ? type.codes : undefined
  if (!codes || literal.kind !== 'literal' || typeof literal.value !== 'string') return
  if (codes.has(literal.value)) return
  const known = [...codes].slice(0, 20).join('、')
  addProblem(
    checking,
    problemAt('E_EXPRESSION_TYPE', at, {
      zh: `没有代码“${literal.value}”，可用的有：${known}`,
      en: `There is no code "${literal.value}"; known are ${known}`,
    })
  )
}
