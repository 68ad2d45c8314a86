import { problemAt } from '../expression_problem.ts'
import { addProblem, commonRows, overRows, refuseRows, unknownPart } from './checking.ts'
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
  const { kinds, title } = parameter.of
  const type = elementOf(part.type)
  const isOpen = type.kind === 'any' || type.kind === 'blank' || kinds.includes('any')
  const isRecordAsText = type.kind === 'record' && kinds.includes('text')
  if (isOpen || isRecordAsText || kinds.includes(type.kind)) return true
  const zh = kinds.map((kind) => kindText(kind, 'zh-CN')).join('或')
  const en = kinds.map((kind) => kindText(kind, 'en')).join(' or ')
  const [place, { at }] = [parameter.index + 1, tree.args[parameter.index]!]
  const texts = {
    zh: `函数 ${nameOf(entry)}的第 ${place} 个参数（${title}）须为${zh}，这里是${typeText(type)}`,
    en: `Argument ${place} of ${entry.name} takes ${en}, not ${typeText(type, 'en')}`,
  }
  addProblem(checking, problemAt('E_EXPRESSION_TYPE', at, texts))
  return false
}

function refuseCount({ tree, entry, checking }: Settling): TypedTree {
  const [count, wanted] = [tree.args.length, callText(entry)]
  const texts = {
    zh: `函数 ${nameOf(entry)}不能有 ${count} 个参数，写法为 ${wanted}`,
    en: `${entry.name} does not take ${count} arguments: ${wanted}`,
  }
  return addProblem(checking, problemAt('E_EXPRESSION_TYPE', tree.at, texts))
}

/** How the function is written: SWITCH(值, 可能的值, 结果, …, [其他情况的结果]). */
function callText({ name, signature }: FunctionEntry): string {
  const { parameters, repeated, otherwise } = signature
  const places = parameters.map(({ title, isOptional }) => (isOptional ? `[${title}]` : title))
  if (repeated) places.push(...repeated.map(({ title }) => title), '…')
  if (otherwise) places.push(`[${otherwise.title}]`)
  return `${name}(${places.join(', ')})`
}

function nameOf({ name, title }: FunctionEntry): string {
  return `${name}（${title}）`
}
