/**
 * Work in steps: whoever runs it may let others in between any two. A server compiles hundreds of
 * definitions, or looks over a large body, while it answers requests; a test or a page runs the same
 * steps at once.
 */
export type Steps<T> = Generator<void, T, void>

/** Runs all steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Runs the steps, asking before each whether others wait; a promise is waited for. */
export async function inTurns<T>(
  steps: Steps<T>,
  letOthersIn: () => Promise<void> | null
): Promise<T> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    const pause = letOthersIn()
    if (pause) await pause
  }
}
