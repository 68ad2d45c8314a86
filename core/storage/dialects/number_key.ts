/**
 * Whole numbers of any size as text that SQLite orders and compares as the numbers: moved up so that
 * none is negative, all of one length.
 */
const offset = 10n ** 30n
const length = 31

export function numberKey(value: bigint): string {
  return (value + offset).toString().padStart(length, '0')
}

export function numberOfKey(key: string): bigint {
  return BigInt(key) - offset
}

const base = 1_000_000n

/** SQL of the sums of what lies above and below a million in each integer; neither can overflow. */
export function partialSums(expression: string): string {
  return `SUM(${expression} / ${base}), SUM(${expression} % ${base})`
}

/** Functions a connection must have: their arguments come as bigint, blank as null. */
export const numberFunctions: Readonly<
  Record<string, (...given: (bigint | null)[]) => string | null>
> = {
  sum_key: (high, low) => (high == null || low == null ? null : numberKey(high * base + low)),
  average_key: (high, low, count, factor) =>
    high == null || low == null || !count || !factor
      ? null
      : numberKey(average(high * base + low, count, factor)),
}

/** Half up: what lies in the middle goes away from zero. */
function average(sum: bigint, count: bigint, factor: bigint): bigint {
  const size = (sum < 0n ? -sum : sum) * 2n * factor + count
  const rounded = size / (2n * count)
  return sum < 0n ? -rounded : rounded
}
