import { pointerSegment } from '#schemas/index.ts'

/**
 * A fault in a definition (问题). Problems are collected, never thrown one by one: whoever
 * compiles a set of definitions gets every fault of it in one answer.
 */
export interface Problem {
  /** Stable code, `E_DEFINITION_*`; listed in docs/errors.md. */
  code: string
  severity: 'error' | 'warning'
  /** Address of the definition; empty when the text could not be read that far. */
  kind: string
  key: string
  /** File the definition came from, relative to the repository; absent for one from the database. */
  file?: string
  /** JSON pointer of the faulty element inside the definition; '' is the whole document. */
  pointer: string
  /** What is wrong, zh-CN, naming the thing. */
  message: string
  /** What to do about it, zh-CN. */
  fix?: string
  params?: Record<string, unknown>
}

/** One line per problem, as a start prints it; a warning is marked as one. */
export function formatProblem(problem: Problem): string {
  const place = problem.file ?? `${problem.kind} ${problem.key}`
  const fix = problem.fix ? ` → ${problem.fix}` : ''
  const mark = problem.severity === 'warning' ? '（警告 warning）' : ''
  return `${place}#${problem.pointer}  ${problem.code}${mark}  ${problem.message}${fix}`
}

/** Appends one segment to a JSON pointer, escaped as RFC 6901 asks. */
export function pointerTo(base: string, ...segments: (string | number)[]): string {
  return base + segments.map(pointerSegment).join('')
}
