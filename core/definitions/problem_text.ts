import { Refusal } from '#engine/errors.ts'
import { definitionInvalid } from './errors.ts'
import type { Problem } from '#engine/problems.ts'
import { placeOf } from '#engine/references/index.ts'
import { pointerSegment } from '#schemas/index.ts'
import { problemEnglish } from './problem_english.ts'

/** JSON Patch (RFC 6902), as far as problems need it. */
export type PatchStep =
  | { op: 'replace'; path: string; value: unknown }
  | { op: 'move'; from: string; path: string }
  | { op: 'remove'; path: string }
  | { op: 'add'; path: string; value: unknown }

/** A problem as the API shows it: both languages, and where it is certain what to do, a JSON Patch. */
export interface ShownProblem extends Omit<Problem, 'message'> {
  message: { 'zh-CN': string; 'en': string }
  patch?: readonly PatchStep[]
}

/** What the problem means, where it is, and the name it is about with the one that may be meant. */
function englishOf({ code, kind, key, pointer, params = {} }: Problem): string {
  const { name, suggestion } = params
  const about = typeof name === 'string' ? ` ("${name}")` : ''
  const meant = typeof suggestion === 'string' ? `: "${suggestion}"?` : ''
  return `${kind} ${key}#${pointer}: ${problemEnglish[code] ?? code}${about}${meant}`
}

/** `document` is the definition the problem is about, for fixes; null when it is not at hand. */
export function showProblem(problem: Problem, document: unknown): ShownProblem {
  const patch = patchFor(problem, document)
  const message = { 'zh-CN': problem.message, 'en': englishOf(problem) }
  return { ...problem, message, ...(patch ? { patch } : {}) }
}

/**
 * A misspelt name is replaced by the one that was nearest. A property that nobody knows moves to the
 * name that was nearest, with its value, unless that is there already; without one it is removed.
 */
function patchFor({ code, pointer, params }: Problem, document: unknown): ShownProblem['patch'] {
  const { add } = params ?? {}
  if (Array.isArray(add)) return [{ op: 'add', path: String(add[0]), value: add[1] as unknown }]
  if (pointer === '' || document === null || document === undefined) return undefined
  const { holder, key } = placeOf(document, pointer)
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined
  if (code === 'E_DEFINITION_ALIAS') return [{ op: 'remove', path: pointer }]
  const [wrong, right] = [params?.name, params?.suggestion]
  if (code === 'E_DEFINITION_UNKNOWN_PROPERTY') {
    if (typeof right !== 'string') return [{ op: 'remove', path: pointer }]
    if (Object.hasOwn(holder, right)) return undefined
    const path = pointer.slice(0, pointer.lastIndexOf('/')) + pointerSegment(right)
    return [{ op: 'move', from: pointer, path }]
  }
  if (code !== 'E_DEFINITION_REFERENCE' || typeof right !== 'string') return undefined
  if (holder[key] !== wrong) return undefined
  return [{ op: 'replace', path: pointer, value: right }]
}

/** The refusal of a set of definitions: each problem is a fault with its place. */
export function refuseProblems(problems: readonly Problem[]): Refusal {
  const errors = problems.filter((problem) => problem.severity === 'error')
  return new Refusal(
    errors.map((problem) => {
      const { code, kind, key, pointer, message: zh } = problem
      return definitionInvalid({ code, kind, key, pointer, zh, en: englishOf(problem) })
    })
  )
}
