import { Decimal } from 'decimal.js'
import type { CompiledField, CompiledRollup } from '#engine/compile/compiled.ts'
import { compareText } from '#engine/fields/index.ts'
import type { Parsed } from '#engine/fields/index.ts'
import { isBlank } from '#engine/values.ts'
import type { Value } from '#engine/values.ts'

/** Values that `join` writes at most; more are cut with an ellipsis. */
export const mostJoined = 200

/** The value of a rollup over nothing: a count and a sum are 0, the others blank. */
export function valueOfNothing(field: CompiledField): Value {
  return gatherValues(field, []).value
}

/** The value of a rollup over these values of `of`; of a count each stands for one record. */
export function gatherValues(
  field: CompiledField,
  all: readonly Value[]
): { value: Value; fits: boolean } {
  const rollup = field.rollup!
  if (rollup.do === 'count') return { value: all.length, fits: true }
  const values = all.filter((value) => !isBlank(value))
  switch (rollup.do) {
    case 'countDistinct':
      return { value: new Set(values.map(String)).size, fits: true }
    case 'sum':
      return numberOf(field, sumOf(values))
    case 'avg':
      return averageOf(field, sumOf(values), values.length)
    case 'min':
    case 'max':
      return { value: extreme(rollup, values), fits: true }
    case 'join':
      return { value: joined([...new Set(values.map(String))].sort(compareText)), fits: true }
  }
}

export function sumOf(values: readonly Value[]): Decimal {
  return values.reduce<Decimal>((sum, value) => sum.plus(String(value)), new Decimal(0))
}

/** Halves are rounded away from zero, as ROUND does. */
export function averageOf(
  field: CompiledField,
  sum: Decimal,
  count: number
): { value: Value; fits: boolean } {
  if (count === 0) return { value: null, fits: true }
  return numberOf(field, sum.div(count).toDecimalPlaces(field.scale, Decimal.ROUND_HALF_UP))
}

/** A number in the form of the field's values; blank where it has too many digits. */
export function numberOf(field: CompiledField, number: Decimal): { value: Value; fits: boolean } {
  const isText = field.type.parse('0', field).ok
  const given = isText ? number.toFixed(field.scale) : number.toNumber()
  const parsed: Parsed = field.type.parse(given, field)
  return parsed.ok ? { value: parsed.value, fits: true } : { value: null, fits: false }
}

/** The smallest or largest, in the order of the field gathered. */
export function extreme(rollup: CompiledRollup, values: readonly Value[]): Value {
  const of = rollup.of!
  const sign = rollup.do === 'min' ? 1 : -1
  return values.reduce<Value>(
    (found, value) =>
      found === null || sign * of.type.compare(value, found, of) < 0 ? value : found,
    null
  )
}

/** Different values, in order. */
export function joined(values: readonly string[]): Value {
  if (values.length === 0) return null
  const shown = values.slice(0, mostJoined).join('、')
  return values.length > mostJoined ? `${shown}…` : shown
}
