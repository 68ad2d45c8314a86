import { nearestName } from './names/nearest_name.ts'
import type { Problem } from '#engine/problems.ts'

/** The definition a problem is about, as far as it could be read. */
export interface ProblemSource {
  kind: string
  key: string
  file?: string
}

/** A fault found at one place of one definition. */
export interface Finding {
  code: `E_DEFINITION_${string}`
  pointer: string
  message: string
  fix?: string | undefined
  params?: Record<string, unknown>
  severity?: 'error' | 'warning'
  /** A name that nothing has, and those it may have been meant to be: the nearest is suggested. */
  unknown?: { readonly name: string; readonly known: Iterable<string> }
}

/** Problems that get a suggestion: looking for near names costs more than all else, and 100 are plenty. */
const mostSuggestions = 100

/** Collects problems in the order they are found. */
export interface ProblemList {
  report(source: ProblemSource, finding: Finding): void
  /** A fault of shape: it speaks for everything inside and around the place it names. */
  reportShape(source: ProblemSource, finding: Finding): void
  all(): Problem[]
  hasErrors(): boolean
}

export function createProblemList(): ProblemList {
  const found: { source: ProblemSource; problem: Problem; shape: boolean }[] = []
  let suggestions = 0
  const add = (source: ProblemSource, finding: Finding, shape: boolean) => {
    const near =
      finding.unknown && suggestions < mostSuggestions
        ? nearestName(finding.unknown.name, finding.unknown.known)
        : undefined
    if (finding.unknown) suggestions += 1
    found.push({ source, problem: problemOf(source, finding, near), shape })
  }
  const all = () => {
    const shapes = found.filter((entry) => entry.shape)
    return found
      .filter((entry) => entry.shape || !shapes.some((shape) => covers(shape, entry)))
      .map((entry) => entry.problem)
  }
  return {
    report: (source, finding) => add(source, finding, false),
    reportShape: (source, finding) => add(source, finding, true),
    all,
    hasErrors: () => all().some((problem) => problem.severity === 'error'),
  }
}

interface Entry {
  source: ProblemSource
  problem: Problem
}

/** Whether a fault of shape already says what the other would: same definition, same place, or inside it. */
function covers(shape: Entry, entry: Entry): boolean {
  if (shape.source !== entry.source) return false
  const [place, other] = [shape.problem.pointer, entry.problem.pointer]
  return place !== '' && (other === place || other.startsWith(`${place}/`))
}

function problemOf(source: ProblemSource, finding: Finding, near: string | undefined): Problem {
  const fix = near === undefined ? finding.fix : `是不是“${near}”？`
  const params = near === undefined ? finding.params : { ...finding.params, suggestion: near }

  return {
    code: finding.code,
    severity: finding.severity ?? 'error',
    kind: source.kind,
    key: source.key,
    ...(source.file === undefined ? {} : { file: source.file }),
    pointer: finding.pointer,
    message: finding.message,
    ...(fix === undefined ? {} : { fix }),
    ...(params === undefined ? {} : { params }),
  }
}
