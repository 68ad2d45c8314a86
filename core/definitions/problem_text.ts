import { Refusal } from '#engine/errors.ts'
import { definitionInvalid } from './errors.ts'
import type { Problem } from '#engine/problems.ts'
import { placeOf } from '#engine/references/index.ts'

/** A problem as the API shows it: both languages, and where it is certain what to do, a JSON Patch. */
export interface ShownProblem extends Omit<Problem, 'message'> {
  message: { 'zh-CN': string; 'en': string }
  patch?: readonly { op: 'replace' | 'remove'; path: string; value?: unknown }[]
}

/** `E_DEFINITION_TOO_DEEP` -> `definition too deep`: with place and parameters it says enough. */
function englishOf({ code, kind, key, pointer, params }: Problem): string {
  const words = code.replace(/^E_/, '').toLowerCase().replaceAll('_', ' ')
  const told = params ? ` ${JSON.stringify(params)}` : ''
  return `${words} in ${kind} ${key} at ${pointer === '' ? 'the document' : pointer}${told}`
}

/** `document` is the definition the problem is about, for fixes; null when it is not at hand. */
export function showProblem(problem: Problem, document: unknown): ShownProblem {
  const patch = patchFor(problem, document)
  const message = { 'zh-CN': problem.message, 'en': englishOf(problem) }
  return { ...problem, message, ...(patch ? { patch } : {}) }
}

/** A misspelt name is replaced by the one that was nearest; a property nobody knows is removed. */
function patchFor({ code, pointer, params }: Problem, document: unknown): ShownProblem['patch'] {
  if (pointer === '' || document === null || document === undefined) return undefined
  const { holder, key } = placeOf(document, pointer)
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined
  if (code === 'E_DEFINITION_UNKNOWN_PROPERTY') return [{ op: 'remove', path: pointer }]
  const [wrong, right] = [params?.name, params?.suggestion]
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
