import { deepStrictEqual } from 'node:assert/strict'

/** Milliseconds a page may take on a busy machine until it shows what was asked of it. */
const patience = 15_000

/**
 * Reads until what is read deeply equals `expected`. A page shows a change some frames after the
 * click that made it: whoever looks only once sees, on a slow machine, what was there before.
 *
 * @throws AssertionError of the last reading, after 15 s
 */
export async function becomes<T>(read: () => Promise<T>, expected: T): Promise<void> {
  const until = Date.now() + patience
  for (;;) {
    const seen = await read()
    try {
      return deepStrictEqual(seen, expected)
    } catch (difference) {
      if (Date.now() > until) throw difference
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
