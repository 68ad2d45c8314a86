/**
 * Steps of operations that cost more than the one step of every operator, function and element. A
 * step stands for about half a microsecond of 34-digit arithmetic, so that a run which uses up its
 * 100,000 steps stays below 100 ms (T020); each number here is measured, not guessed.
 */
export const costs = {
  division: 5,
  remainder: 14,
  root: 80,
  logarithm: 250,
  exponential: 300,
  /** A power with a fraction in its exponent: a logarithm and an exponential. */
  brokenPower: 900,
  trigonometry: 400,
  arc: 1_800,
  /** Asking which wall clock an instant has in a zone. */
  zone: 12,
} as const

/** Steps of a power with a whole exponent: squarings grow with its number of digits. */
export function wholePowerCost(exponent: number): number {
  const size = Math.abs(exponent)
  return size <= 3 ? 8 : size <= 16 ? 20 : 80
}
