import {
  dateOfDay,
  dateParts,
  dayNumber,
  instantMillis,
  instantOfMillis,
} from '../evaluate/calendar.ts'
import { numberError, valueError } from '../evaluate/error_value.ts'
import { Num } from '../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../evaluate/error_value.ts'

const dayMillis = 86_400_000

/** The date so many days later; parts of a day are cut off downwards. #NUM! outside the years 1-9999. */
export function addDays(date: string, days: Decimal): string | ErrorValue {
  const parts = dateParts(date)
  if (!parts) return valueError
  return dateOfDay(dayNumber(parts) + days.floor().toNumber()) ?? numberError
}

/** The instant so many days, and parts of a day, later, to the millisecond. */
export function addTime(instant: string, days: Decimal): string | ErrorValue {
  const millis = instantMillis(instant)
  if (millis === null) return valueError
  return instantOfMillis(millis + days.times(dayMillis).round().toNumber()) ?? numberError
}

/** Days from one date to another, negative when that one is earlier. */
export function daysBetween(from: string, to: string): Decimal | ErrorValue {
  const [a, b] = [dateParts(from), dateParts(to)]
  return a && b ? new Num(dayNumber(b) - dayNumber(a)) : valueError
}

/** Days, and parts of a day, from one instant to another. */
export function timeBetween(from: string, to: string): Decimal | ErrorValue {
  const [a, b] = [instantMillis(from), instantMillis(to)]
  return a === null || b === null ? valueError : new Num(b - a).div(dayMillis)
}
