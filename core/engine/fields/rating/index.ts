import { integer } from '../integer/index.ts'
import { misfit } from '../parsed.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { FieldType } from '../field_type.ts'

/** Best rating where the field does not say. */
export const usualBest = 5

/** Rating from 0 to the best one, a whole number. */
export const rating: FieldType = {
  ...integer,
  name: 'rating',
  parse(given, field) {
    const parsed = integer.parse(given, field)
    if (!parsed.ok || parsed.value === null) return parsed
    const best = bestOf(field)
    if (Number(parsed.value) >= 0 && Number(parsed.value) <= best) return parsed
    return misfit('range', `评分须为 0 至 ${best}`, `must be 0 to ${best}`, { maximum: best })
  },
}

function bestOf({ schema }: CompiledField): number {
  return typeof schema?.maximum === 'number' ? schema.maximum : usualBest
}
