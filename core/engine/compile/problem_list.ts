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
}

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
  const add = (source: ProblemSource, finding: Finding, shape: boolean) =>
    void found.push({ source, problem: problemOf(source, finding), shape })
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

function problemOf(source: ProblemSource, finding: Finding): Problem {
  return {
    code: finding.code,
    severity: finding.severity ?? 'error',
    kind: source.kind,
    key: source.key,
    ...(source.file === undefined ? {} : { file: source.file }),
    pointer: finding.pointer,
    message: finding.message,
    ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    ...(finding.params === undefined ? {} : { params: finding.params }),
  }
}
