import { instantMillis } from './calendar.ts'
import { instantAtWall } from './zone.ts'

/** Steps one midnight may cost: the rules of the zone are asked twice. */
const steps = 10_000

/** The instant at which a day "YYYY-MM-DD" begins in a zone, ISO 8601 UTC; null outside the years 1-9999. */
export function instantOfDay(day: string, zone: string): string | null {
  const wall = instantMillis(`${day}T00:00:00.000Z`)
  if (wall === null) return null
  const context = { read: () => null, now: '', today: '', me: '', zone }
  return instantAtWall(wall, { names: [], memos: [], row: -1, stepsLeft: steps, context })
}
