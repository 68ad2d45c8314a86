import { integer } from '../integer/index.ts'
import { misfit } from '../parsed.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType } from '../field_type.ts'

/** Length of time in whole seconds, from 0. */
export const duration: FieldType = {
  ...integer,
  name: 'duration',
  parse(given, field) {
    const parsed = integer.parse(given, field)
    if (!parsed.ok || parsed.value === null || Number(parsed.value) >= 0) return parsed
    return misfit('range', '时长不能小于 0', 'must not be below 0')
  },
  format: formatDuration,
}

/** 5400 -> `1:30:00`: hours, minutes, seconds. */
function formatDuration(value: Value): string {
  if (value === null) return ''
  const seconds = Number(value)
  const two = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
