import { instantMillis, instantOfMillis } from './calendar.ts'
import { costs } from './costs.ts'
import { spend } from './evaluation.ts'
import type { Evaluation } from './evaluation.ts'

/**
 * Wall clocks of zones. The rules of zones come from Intl, which browser and server both have; with
 * the instant and the zone given it takes nothing from the machine but that table.
 */
const formats = new Map<string, Intl.DateTimeFormat | null>()
const dayMillis = 86_400_000

/** Zone of a context that names none. */
export const defaultZone = 'Asia/Shanghai'

/** A clock on the wall: milliseconds since 1970-01-01T00:00 as if the wall showed UTC. */
export type WallClock = number

/** What the wall clock of the context's zone shows at an instant, or null when either does not exist. */
export function wallClockAt(instant: string, evaluation: Evaluation): WallClock | null {
  const millis = instantMillis(instant)
  const offset = millis === null ? null : offsetAt(millis, evaluation)
  return millis === null || offset === null ? null : millis + offset
}

/**
 * The instant at which the wall clock shows this; the earlier one where it shows it twice. Null
 * outside the years 1-9999.
 */
export function instantAtWall(wall: WallClock, evaluation: Evaluation): string | null {
  const guess = offsetAt(wall, evaluation)
  const offset = guess === null ? null : offsetAt(wall - guess, evaluation)
  return offset === null ? null : instantOfMillis(wall - offset)
}

/** The date "YYYY-MM-DD" of an instant in the context's zone, or null. */
export function dateAt(instant: string, evaluation: Evaluation): string | null {
  const wall = wallClockAt(instant, evaluation)
  return wall === null ? null : (instantOfMillis(wall)?.slice(0, 10) ?? null)
}

/** Milliseconds since midnight. */
export function timeOfDay(wall: WallClock): number {
  return wall - Math.floor(wall / dayMillis) * dayMillis
}

/** Milliseconds the zone is ahead of UTC, or null for a zone that does not exist. */
function offsetAt(millis: number, evaluation: Evaluation): number | null {
  spend(evaluation, costs.zone)
  const zone = evaluation.context.zone ?? defaultZone
  if (zone === 'UTC') return 0
  const format = formatOf(zone)
  if (!format || !(Math.abs(millis) <= 8.64e15)) return null
  // The locale en-GB with latin digits writes "31/01/2026, 09:02:03"; years below 1 do not occur.
  const digits = /(\d+)\/(\d+)\/(\d+)\D+(\d+):(\d+):(\d+)/.exec(format.format(millis))
  if (!digits) return null
  const [day, month, year, hour, minute, second] = digits.slice(1).map(Number) as Six
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const shown = instantMillis(`${date}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}Z`)
  if (shown === null) return null
  // Before the year 1 the clock shows years that count backwards: no offset is a day.
  const offset = shown - Math.floor(millis / 1000) * 1000
  return Math.abs(offset) < dayMillis ? offset : null
}

type Six = [number, number, number, number, number, number]

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = makeFormat(zone)
  formats.set(zone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB-u-nu-latn', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    return null
  }
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
