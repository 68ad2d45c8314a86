import type { CompiledField } from '#engine/compile/compiled.ts'
import { isBlank } from '#engine/values.ts'
import type { Value } from '#engine/values.ts'

const veil = '****'

/**
 * A value as it is shown to who may not see it in clear: `x-mask: "last4"` leaves the last four
 * characters of a longer text, anything else nothing. Blank stays blank.
 */
export function maskedValue(value: Value, field: CompiledField): Value {
  if (isBlank(value)) return null
  const characters = [...String(value)]
  const keepsTail = field.schema['x-mask'] === 'last4' && characters.length > 4
  return keepsTail ? veil + characters.slice(-4).join('') : veil
}
