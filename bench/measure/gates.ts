import type { Operation } from '../load/messages.ts'
import type { summary } from './report.ts'

/** What interpretation may cost at most, as a ratio of CPU time platform : hand-written. */
const mostCpu: Readonly<Record<Operation, number>> = {
  list: 1,
  list_count: 1,
  list_1000: 1,
  get: 1,
  create: 1.3,
  patch: 1.3,
}

/**
 * Statements beyond those of the hand-written app. A created record is read once more, so that what
 * is answered went through the same rights as every read (docs/decisions/0004).
 */
const moreStatements: Readonly<Partial<Record<Operation, number>>> = { create: 1 }

/** Names every limit that a run broke; empty when all hold. */
export function brokenGates(results: ReturnType<typeof summary>): string[] {
  return results.flatMap(({ operation, platform, handwritten, ratio }) => {
    const broken: string[] = []
    const limit = mostCpu[operation]
    const cpu = ratio.cpu ?? Infinity
    if (cpu > limit) {
      broken.push(`${operation} takes ${cpu.toFixed(2)} of the CPU; the limit is ${limit}`)
    }
    const statements = (handwritten.statements ?? 0) + (moreStatements[operation] ?? 0)
    if ((platform.statements ?? Infinity) > statements) {
      broken.push(
        `${operation} takes ${platform.statements} statements; the limit is ${statements}`
      )
    }
    return broken
  })
}
