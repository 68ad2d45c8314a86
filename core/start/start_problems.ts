import { formatProblem } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'

/** Why a start ended, as lines for the terminal: definitions problem by problem, faults of ours in full. */
export function startProblems(error: unknown): string[] {
  const problems = (error as { problems?: unknown } | null)?.problems
  if (Array.isArray(problems)) {
    const all = problems as Problem[]
    const errors = all.filter((problem) => problem.severity === 'error').length
    return [
      ...all.map(formatProblem),
      `启动失败：定义有 ${errors} 个问题${warningsText(all.length - errors)}。` +
        'The definitions have problems; nothing was changed.',
    ]
  }
  const { code, message, stack } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return [`启动失败：${message}。Set PORT to a free port.`]
  if (code === 'ECONNREFUSED') return [`启动失败：${message}。Is DATABASE_URL reachable?`]
  return [`启动失败：${stack ?? String(error)}`]
}

/** Warnings alone end no start. */
function warningsText(count: number): string {
  return count === 0 ? '' : `（另有 ${count} 个警告）`
}
