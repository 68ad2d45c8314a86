import { problemAt } from '../expression_problem.ts'
import { addProblem, commonRows, overRows, unknownPart } from './checking.ts'
import { isLooseList, refuseList, refuseRows } from './checking.ts'
import { usageOf } from '../functions/describe_functions.ts'
import { findFunction } from '../functions/registry.ts'
import { elementOf, kindText, typeText } from '../type_rules.ts'
import type { Checking } from './checking.ts'
import type { FunctionEntry, Parameter, Signature } from '../functions/function_entry.ts'
import type { Tree } from '../syntax/tree.ts'
import type { TypedArgument, TypedTree } from './typed_tree.ts'

type Call = Tree & { kind: 'call' }

/** A call whose function is found. */
interface Settling {
  readonly tree: Call
  readonly entry: FunctionEntry
  readonly checking: Checking
}

/** Settles a call: the function, the number of arguments, their types, and what comes of them. */
export function checkCall(tree: Call, parts: readonly TypedTree[], checking: Checking): TypedTree {
  const entry = findFunction(tree.name)
  if (!entry) {
    return addProblem(
      checking,
      problemAt('E_EXPRESSION_NAME', tree.at, {
        zh: `没有名为“${tree.name}”的函数`,
        en: `There is no function named "${tree.name}"`,
      })
    )
  }
  if (entry.reads) checking.reads.add(entry.reads)
  const call: Settling = { tree, entry, checking }
  const parameters = parametersFor(entry.signature, parts.length)
  if (!parameters) return refuseCount(call)
  const args = parts.map((part, index) => argumentOf(part, parameters[index]!))
  const accepted = args.map((arg, index) =>
    accepts(call, arg.tree, { index, of: parameters[index]! })
  )
  return accepted.includes(false) ? unknownPart : settle(call, args)
}

function settle({ tree, entry, checking }: Settling, args: readonly TypedArgument[]): TypedTree {
  const types = args.map((arg) => elementOf(arg.tree.type))
  const type = entry.result(types)
  if (!type) {
    const zh = types.map((each) => typeText(each)).join('、')
    const en = types.map((each) => typeText(each, 'en')).join(', ')
    const texts = {
      zh: `函数 ${nameOf(entry)}的参数类型不一致：${zh}`,
      en: `Arguments of ${entry.name} differ in type: ${en}`,
    }
    return addProblem(checking, problemAt('E_EXPRESSION_TYPE', tree.at, texts))
  }
  const mapped = args.filter((arg) => !arg.isWhole).map((arg) => arg.tree)
  const rows = commonRows(mapped)
  if (rows === undefined) return refuseRows(checking, tree.at, mapped)
  const whole = args.filter((arg) => arg.isWhole).map((arg) => arg.tree)
  if (entry.alignsRows && commonRows(whole) === undefined) {
    return refuseRows(checking, tree.at, whole)
  }
  if (rows !== null && type.kind === 'list') return refuseListPerRow({ tree, entry, checking })
  return { kind: 'call', entry, args, type: overRows(type, rows), rows }
}

/** The parameter of each argument, or null when there may not be so many. */
function parametersFor(signature: Signature, count: number): readonly Parameter[] | null {
  const { parameters, repeated, otherwise } = signature
  const least = parameters.filter((parameter) => !parameter.isOptional).length
  if (!repeated) return count >= least && count <= parameters.length ? parameters : null
  const rest = count - parameters.length
  const groups = Math.floor(rest / repeated.length)
  const left = rest - groups * repeated.length
  if (groups < 1 || left > (otherwise ? 1 : 0)) return null
  const all = [...parameters]
  for (let group = 0; group < groups; group++) all.push(...repeated)
  return left === 1 && otherwise ? [...all, otherwise] : all
}

function argumentOf(tree: TypedTree, parameter: Parameter): TypedArgument {
  const isRecords = elementOf(tree.type).kind === 'record'
  const isWhole = parameter.takesRows === 'all' || (parameter.takesRows === 'records' && isRecords)
  return { tree, isWhole }
}

/** False, with a problem, when the argument is of a type the parameter does not take. */
function accepts(
  { tree, entry, checking }: Settling,
  part: TypedTree,
  parameter: { index: number; of: Parameter }
): boolean {
  const { kinds, title, takesRows } = parameter.of
  const at = tree.args[parameter.index]!.at
  if (takesRows !== 'all' && isLooseList(part)) {
    refuseList(checking, at)
    return false
  }
  const type = elementOf(part.type)
  const isOpen = type.kind === 'any' || type.kind === 'blank' || kinds.includes('any')
  const isRecordAsText = type.kind === 'record' && kinds.includes('text')
  if (isOpen || isRecordAsText || kinds.includes(type.kind)) return true
  const zh = kinds.map((kind) => kindText(kind, 'zh-CN')).join('或')
  const en = kinds.map((kind) => kindText(kind, 'en')).join(' or ')
  const place = parameter.index + 1
  const texts = {
    zh: `函数 ${nameOf(entry)}的第 ${place} 个参数（${title}）须为${zh}，这里是${typeText(type)}`,
    en: `Argument ${place} of ${entry.name} takes ${en}, not ${typeText(type, 'en')}`,
  }
  addProblem(checking, problemAt('E_EXPRESSION_TYPE', at, texts))
  return false
}

/** A function that makes a list makes one, not one for each row. */
function refuseListPerRow({ tree, entry, checking }: Settling): TypedTree {
  const texts = {
    zh: `函数 ${nameOf(entry)}的结果已是列表，不能再逐行计算`,
    en: `${entry.name} makes a list and cannot be computed row by row`,
  }
  return addProblem(checking, problemAt('E_EXPRESSION_TYPE', tree.at, texts))
}

function refuseCount({ tree, entry, checking }: Settling): TypedTree {
  const [count, wanted] = [tree.args.length, usageOf(entry)]
  const texts = {
    zh: `函数 ${nameOf(entry)}不能有 ${count} 个参数，写法为 ${wanted}`,
    en: `${entry.name} does not take ${count} arguments: ${wanted}`,
  }
  return addProblem(checking, problemAt('E_EXPRESSION_TYPE', tree.at, texts))
}

function nameOf({ name, title }: FunctionEntry): string {
  return `${name}（${title}）`
}
