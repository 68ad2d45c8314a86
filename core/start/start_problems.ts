import { formatProblem } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'

/** Why a start ended, as lines for the terminal: definitions problem by problem, faults of ours in full. */
export function startProblems(error: unknown): string[] {
  const problems = (error as { problems?: unknown } | null)?.problems
  if (Array.isArray(problems)) {
    return [
      ...(problems as Problem[]).map(formatProblem),
      `启动失败：定义有 ${problems.length} 个问题。The definitions have problems; nothing was changed.`,
    ]
  }
  const { code, message, stack } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return [`启动失败：${message}。Set PORT to a free port.`]
  if (code === 'ECONNREFUSED') return [`启动失败：${message}。Is DATABASE_URL reachable?`]
  return [`启动失败：${stack ?? String(error)}`]
}
