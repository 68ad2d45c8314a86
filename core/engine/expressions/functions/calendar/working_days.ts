import { dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { weekdayOf } from '../dates/weeks.ts'
import { chinaArrangements } from './china_2024_2026.ts'
import type { WorkCalendar } from '../../compiled_expression.ts'

/** Days, as numbers since 1970-01-01, that are not as their weekday says: true is worked, false is off. */
type Exceptions = ReadonlyMap<number, boolean>

/** Which weekdays are off, Monday first. */
export type Weekend = readonly boolean[]

export const saturdayAndSunday: Weekend = [false, false, false, false, false, true, true]

const published: Exceptions = publishedExceptions()
const known = new WeakMap<WorkCalendar, Exceptions>()

/**
 * Whether a day is worked. In this order: the days off the function itself was given; the calendar of
 * the context; the published arrangement of the year with its make-up days (调休); the weekend. In a
 * year without a published arrangement weekends alone count.
 */
export interface WorkingDays {
  isWorked(day: number): boolean
}

export function workingDays(options: {
  calendar: WorkCalendar | undefined
  /** Days off of the call. */
  holidays?: readonly (string | null)[]
  weekend?: Weekend
}): WorkingDays {
  const { calendar, holidays = [], weekend = saturdayAndSunday } = options
  const exceptions = calendar ? exceptionsOf(calendar) : published
  const off = new Set<number>()
  for (const date of holidays) if (date !== null) each(date, (day) => off.add(day))
  return {
    isWorked: (day) => !off.has(day) && (exceptions.get(day) ?? !weekend[weekdayOf(day)]),
  }
}

function exceptionsOf(calendar: WorkCalendar): Exceptions {
  const ready = known.get(calendar)
  if (ready) return ready
  const made = new Map(published)
  for (const date of calendar.holidays) each(date, (day) => made.set(day, false))
  for (const date of calendar.workdays) each(date, (day) => made.set(day, true))
  known.set(calendar, made)
  return made
}

function publishedExceptions(): Exceptions {
  const made = new Map<number, boolean>()
  for (const { holidays, workdays } of Object.values(chinaArrangements)) {
    for (const [first, last] of holidays) {
      const end = dayNumber(dateParts(last)!)
      for (let day = dayNumber(dateParts(first)!); day <= end; day++) made.set(day, false)
    }
    for (const date of workdays) each(date, (day) => made.set(day, true))
  }
  return made
}

/** What is no date is no day. */
function each(date: string, then: (day: number) => void): void {
  const parts = dateParts(date)
  if (parts) then(dayNumber(parts))
}
