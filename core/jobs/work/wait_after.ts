const first = 5_000
const longest = 3_600_000

/**
 * How long a job waits after so many failed attempts, in milliseconds: 5 s, 10 s, 20 s … an hour at
 * most, spread by a fifth so that what failed together does not come back together.
 */
export function waitAfter(attempts: number, random: () => number = Math.random): number {
  const wait = Math.min(longest, first * 2 ** (attempts - 1))
  return Math.round(wait * (0.9 + 0.2 * random()))
}
