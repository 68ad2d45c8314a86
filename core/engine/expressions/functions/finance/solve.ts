import { costs } from '../../evaluate/costs.ts'
import { numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'

/** Differences of steps below this end the search; results are rounded to fifteen places. */
const closeness = new Num('1e-22')
const places = 15
const mostSteps = 60
/** Where a change of sign is looked for when the search from the guess runs away. */
const probes = [
  ...['-0.999', '-0.9', '-0.7', '-0.5', '-0.3', '-0.2', '-0.1', '-0.05', '-0.01', '0.001'],
  ...['0.01', '0.05', '0.1', '0.2', '0.3', '0.5', '0.8', '1.2', '2', '4', '8', '16', '50', '200'],
].map((text) => new Num(text))

/**
 * A rate above -1 at which a value becomes zero, to fifteen places: the secant method from the guess,
 * as Excel's RATE and IRR search, then bisection between two probes of different sign. #NUM! when
 * there is no such rate. The search is the same on every machine, being decimal.
 */
export function solveRate(
  value: (rate: Decimal) => Decimal,
  guess: Decimal,
  evaluation: Evaluation
): Decimal | ErrorValue {
  const found = bySecant(value, guess, evaluation) ?? byBisection(value, evaluation)
  return found === null ? numberError : finite(found.toDecimalPlaces(places, Num.ROUND_HALF_UP))
}

function bySecant(
  value: (rate: Decimal) => Decimal,
  guess: Decimal,
  evaluation: Evaluation
): Decimal | null {
  let [x, y] = [guess, guess.plus('0.001')]
  let [atX, atY] = [value(x), value(y)]
  for (let step = 0; step < mostSteps; step++) {
    if (atY.isZero()) return y
    spend(evaluation, 2 * costs.division)
    const rise = atY.minus(atX)
    if (!rise.isFinite() || rise.isZero()) return null
    const next = y.minus(atY.times(y.minus(x)).div(rise))
    if (!next.isFinite() || !next.greaterThan(-1)) return null
    if (next.minus(y).abs().lessThan(closeness)) return next
    ;[x, atX] = [y, atY]
    y = next
    atY = value(y)
    if (!atY.isFinite()) return null
  }
  return null
}

function byBisection(value: (rate: Decimal) => Decimal, evaluation: Evaluation): Decimal | null {
  const bracket = bracketOf(value)
  if (!bracket) return null
  let [low, high] = bracket
  const isLowPositive = value(low).isPositive()
  for (let step = 0; step < 90; step++) {
    spend(evaluation, 5)
    const middle = low.plus(high).div(2)
    const atMiddle = value(middle)
    if (atMiddle.isZero()) return middle
    if (atMiddle.isPositive() === isLowPositive) low = middle
    else high = middle
  }
  return low.plus(high).div(2)
}

function bracketOf(value: (rate: Decimal) => Decimal): [Decimal, Decimal] | null {
  let before: { at: Decimal; of: Decimal } | null = null
  for (const at of probes) {
    const of = value(at)
    if (!of.isFinite()) continue
    if (before && before.of.isPositive() !== of.isPositive()) return [before.at, at]
    before = { at, of }
  }
  return null
}
