import { spend } from '../../evaluate/evaluation.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'

/** Numbers from the smallest; every comparison is paid for beforehand. */
export function sortedNumbers(numbers: readonly Decimal[], evaluation: Evaluation): Decimal[] {
  spend(evaluation, sortingCost(numbers.length))
  return [...numbers].sort((a, b) => a.cmp(b))
}

/** Comparisons that sorting so many values takes. */
export function sortingCost(count: number): number {
  return Math.ceil((count * Math.log2(count + 1)) / 2)
}
