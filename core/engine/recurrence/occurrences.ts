import { weekdays } from './schedule.ts'
import type { Schedule, Weekday } from './schedule.ts'

/** Periods looked through for one answer; a rule that never fits (30 February) ends here. */
const mostPeriods = 12_000
const dayMillis = 86_400_000

/**
 * The next days on which something happens, from a day on (that day included), `most` at the utmost.
 *
 * @example
 * nextOccurrences({ freq: 'weekly', interval: 2, start: '2026-01-05' }, '2026-01-06', 1) // 2026-01-19
 */
export function nextOccurrences(schedule: Schedule, from: string, most: number): string[] {
  const found: string[] = []
  let counted = 0
  // What is counted is counted from the beginning; otherwise nothing before `from` matters.
  const first = schedule.count === undefined ? periodBefore(schedule, from) : 0
  for (let n = first; n < first + mostPeriods && found.length < most; n += 1) {
    for (const day of daysOf(schedule, n)) {
      if (day < schedule.start) continue
      if (schedule.until !== undefined && day > schedule.until) return found
      counted += 1
      if (schedule.count !== undefined && counted > schedule.count) return found
      if (day >= from && found.length < most) found.push(day)
    }
    if (periodStart(schedule, n).getUTCFullYear() > 9998) return found
  }
  return found
}

/** A period that surely lies before or at a day, not below the first. */
function periodBefore(schedule: Schedule, from: string): number {
  if (from <= schedule.start) return 0
  const [a, b] = [dateOf(schedule.start), dateOf(from)]
  const days = Math.floor((b.getTime() - a.getTime()) / dayMillis)
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  const passed = { daily: days, weekly: days / 7, monthly: months, yearly: months / 12 }
  return Math.max(0, Math.floor(passed[schedule.freq] / schedule.interval) - 1)
}

/** First day of the n-th period: of weeks the Monday. */
function periodStart({ freq, interval, start }: Schedule, n: number): Date {
  const first = dateOf(start)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()]
  switch (freq) {
    case 'daily':
      return new Date(first.getTime() + n * interval * dayMillis)
    case 'weekly': {
      const monday = first.getTime() - ((first.getUTCDay() + 6) % 7) * dayMillis
      return new Date(monday + n * interval * 7 * dayMillis)
    }
    case 'monthly':
      return dayOf(year, month + n * interval, 1)
    case 'yearly':
      return dayOf(year + n * interval, 0, 1)
  }
}

/** Days of the n-th period that fit, in their order. */
function daysOf(schedule: Schedule, n: number): string[] {
  const at = periodStart(schedule, n)
  const first = dateOf(schedule.start)
  switch (schedule.freq) {
    case 'daily':
      return [isoDay(at)]
    case 'weekly': {
      const days = schedule.byDay ?? [weekdays[(first.getUTCDay() + 6) % 7]!]
      const places = days.map((day) => weekdays.indexOf(day as Weekday)).sort((a, b) => a - b)
      return places.map((place) => isoDay(new Date(at.getTime() + place * dayMillis)))
    }
    case 'monthly':
      return daysOfMonth(schedule, at.getUTCFullYear(), at.getUTCMonth())
    case 'yearly': {
      const months = schedule.byMonth ?? [first.getUTCMonth() + 1]
      const sorted = [...months].sort((a, b) => a - b)
      return sorted.flatMap((month) => daysOfMonth(schedule, at.getUTCFullYear(), month - 1))
    }
  }
}

function daysOfMonth(schedule: Schedule, year: number, month: number): string[] {
  const length = dayOf(year, month + 1, 0).getUTCDate()
  const { byDay, byMonthDay = byDay ? [] : [dateOf(schedule.start).getUTCDate()] } = schedule
  const days = [
    ...byMonthDay.map((day) => (day < 0 ? length + 1 + day : day)),
    ...(byDay ?? []).map((day) => nthWeekday(day, year, month, length)),
  ]
  const real = [...new Set(days)].filter((day) => day >= 1 && day <= length)
  return real.sort((a, b) => a - b).map((day) => isoDay(dayOf(year, month, day)))
}

/** `2TU` -> the day of the month of its second Tuesday; 0 when the month has none. */
function nthWeekday(written: string, year: number, month: number, length: number): number {
  const nth = Number(written.slice(0, -2))
  const wanted = weekdays.indexOf(written.slice(-2) as Weekday)
  const offset = (day: number) => (wanted - ((dayOf(year, month, day).getUTCDay() + 6) % 7) + 7) % 7
  if (nth > 0) {
    const day = 1 + offset(1) + (nth - 1) * 7
    return day <= length ? day : 0
  }
  const last = length - ((7 - offset(length)) % 7)
  return Math.max(0, last + (nth + 1) * 7)
}

function dayOf(year: number, month: number, day: number): Date {
  const date = new Date(0)
  // Not Date.UTC(): it takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month, day)
  return date
}

function dateOf(day: string): Date {
  return dayOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
