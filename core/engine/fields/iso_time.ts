import { fits, misfit, wrongType } from './parsed.ts'
import type { Parsed } from './field_type.ts'

const dateGrammar = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const timeGrammar =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})$/

/** "2026-02-28" -> true; "2026-02-30", "2026-2-3" and the year 0000 -> false. */
export function isCalendarDate(text: string): boolean {
  const parts = dateGrammar.exec(text)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month)
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export function parseDate(given: unknown): Parsed {
  if (typeof given !== 'string') return wrongType('日期文本', 'a date in a string')
  return isCalendarDate(given)
    ? fits(given)
    : misfit('format', '不是有效日期，应如 2026-11-22', 'is not a date like 2026-11-22')
}

/**
 * A time with its zone -> the same instant in UTC with three digits after the second. A time without
 * a zone is refused: nobody could tell which instant it is. Finer fractions are cut, not rounded.
 */
export function parseDatetime(given: unknown): Parsed {
  if (typeof given !== 'string') return wrongType('时间文本', 'a time in a string')
  const wrong = misfit(
    'format',
    '不是有效时间，应如 2026-11-22T01:02:03Z',
    'is not a time like 2026-11-22T01:02:03Z'
  )
  const parts = given.length <= 40 ? timeGrammar.exec(given) : null
  if (!parts) return wrong
  const [, date = '', hour, minute, second = '0', fraction = '', zone = 'Z'] = parts
  const offset = zoneMinutes(zone)
  if (!isCalendarDate(date) || Number(hour) > 23 || Number(minute) > 59) return wrong
  if (Number(second) > 59 || offset === null) return wrong
  const instant = instantOf(date)
  instant.setUTCHours(Number(hour), Number(minute) - offset, Number(second), milliseconds(fraction))
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9999 ? fits(instant.toISOString()) : wrong
}

/** Midnight UTC of a date that is known to be real; years below 100 are taken as they are. */
function instantOf(date: string): Date {
  const instant = new Date(0)
  instant.setUTCFullYear(
    Number(date.slice(0, 4)),
    Number(date.slice(5, 7)) - 1,
    Number(date.slice(8, 10))
  )
  return instant
}

function milliseconds(fraction: string): number {
  return Number(fraction.padEnd(3, '0').slice(0, 3))
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
