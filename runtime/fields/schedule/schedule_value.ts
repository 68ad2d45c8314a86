import { schedule as scheduleType } from '#engine/fields/schedule/index.ts'
import type { Schedule } from '#engine/recurrence/index.ts'

/** A value that is a schedule in all its parts; null where it is masked or half entered. */
export function scheduleIn(value: unknown): Schedule | null {
  const parsed = scheduleType.parse(value, undefined as never)
  return parsed.ok && parsed.value !== null ? (parsed.value as unknown as Schedule) : null
}
