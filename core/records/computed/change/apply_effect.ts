import { Decimal } from 'decimal.js'
import type { CompiledField } from '#engine/compile/compiled.ts'
import { isBlank } from '#engine/values.ts'
import type { Value } from '#engine/values.ts'
import { extreme, numberOf, sumOf } from '../gather/gather_values.ts'
import type { Effect } from './contributions.ts'

/**
 * The new value of a rollup from its old one, where that is exact: counts and sums always, the
 * smallest and largest unless they may have gone. Null: the rows must be read again.
 */
export function applyEffect(
  field: CompiledField,
  current: Value,
  { whole, removed, added }: Effect
): { value: Value; fits: boolean } | null {
  if (whole || current === null) return null
  const rollup = field.rollup!
  const filled = (values: readonly Value[]) => values.filter((value) => !isBlank(value))
  switch (rollup.do) {
    case 'count':
      return numberOf(field, new Decimal(Number(current) + added.length - removed.length))
    case 'sum':
      return numberOf(
        field,
        new Decimal(String(current)).plus(sumOf(filled(added))).minus(sumOf(filled(removed)))
      )
    case 'min':
    case 'max': {
      const of = rollup.of!
      const mayBeGone = filled(removed).some((value) => of.type.compare(value, current, of) === 0)
      return mayBeGone ? null : { value: extreme(rollup, [current, ...filled(added)]), fits: true }
    }
    default:
      return null
  }
}
