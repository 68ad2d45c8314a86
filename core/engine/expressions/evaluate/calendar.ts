/**
 * Calendar of dates "YYYY-MM-DD" and instants "YYYY-MM-DDTHH:MM:SS.sssZ", by whole numbers:
 * no Date object, no clock, no zone, so that every machine computes the same.
 */
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?Z$/
const dayMillis = 86_400_000

export interface DateParts {
  readonly year: number
  /** 1-12 */
  readonly month: number
  readonly day: number
}

/** Parts of a date that exists (years 1-9999), or null. */
export function dateParts(date: string): DateParts | null {
  const match = datePattern.exec(date)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month)
  return exists ? { year, month, day } : null
}

/** Days since 1970-01-01 of a date that exists. */
export function dayNumber({ year, month, day }: DateParts): number {
  // Years run from March, so that the leap day is the last (H. Hinnant, "days_from_civil").
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date so many days after 1970-01-01, or null outside the years 1-9999. */
export function dateOfDay(number: number): string | null {
  if (!(number >= -719_162 && number <= 2_932_896)) return null
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return writeDate({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day })
}

/** The date so many months later, on the last day where the month is shorter; null outside the years 1-9999. */
export function addMonths(parts: DateParts, months: number): DateParts | null {
  const count = parts.year * 12 + (parts.month - 1) + months
  const year = Math.floor(count / 12)
  if (!(year >= 1 && year <= 9999)) return null
  const month = count - year * 12 + 1
  return { year, month, day: Math.min(parts.day, lastDay(year, month)) }
}

/** Whole months from one date to a later one; a month is whole when its day is reached. */
export function monthsBetween(from: DateParts, to: DateParts): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  return to.day < from.day ? months - 1 : months
}

export function writeDate({ year, month, day }: DateParts): string {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

/** Milliseconds since 1970-01-01T00:00Z of an instant in UTC, or null when it is none. */
export function instantMillis(instant: string): number | null {
  const match = instantPattern.exec(instant)
  const parts = match && dateParts(match[1]!)
  if (!match || !parts) return null
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const millis = Number((match[5] ?? '').padEnd(3, '0'))
  return dayNumber(parts) * dayMillis + ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis
}

/** The instant as text with three digits, or null outside the years 1-9999. */
export function instantOfMillis(millis: number): string | null {
  const day = Math.floor(millis / dayMillis)
  const date = dateOfDay(day)
  if (date === null) return null
  const rest = millis - day * dayMillis
  const seconds = Math.floor(rest / 1000)
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const time = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(seconds % 60, 2)}`
  return `${date}T${time}.${digits(rest % 1000, 3)}Z`
}

/** Days of a month. */
export function lastDay(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
