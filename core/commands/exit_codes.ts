/** What a command ends with, for scripts. */
export const exitCodes = {
  done: 0,
  /** Definitions have problems, or the engine refused. */
  refused: 1,
  /** The command is not understood: an unknown name, flag, definition or release. */
  usage: 2,
  /** Somebody else changed drafts, release or database meanwhile: look again and repeat. */
  stale: 3,
  /** No start: environment, database or definition files. */
  unavailable: 4,
} as const

/** @returns the code for a refusal of that HTTP status */
export function exitCodeOf(status: number): number {
  if (status === 409 || status === 428) return exitCodes.stale
  if (status === 400 || status === 404) return exitCodes.usage
  return exitCodes.refused
}
