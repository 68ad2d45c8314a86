/**
 * Relative times (相对日期): `this_month`, `last_7_days`, and so many days from today. A period is a
 * run of whole days, from one to before another. Weeks begin on Monday. `last_N_days` ends with
 * today, `next_N_days` begins with it.
 */

const named = new Set([
  ...['yesterday', 'today', 'tomorrow'],
  ...['week', 'month', 'quarter', 'year'].flatMap((unit) =>
    ['last', 'this', 'next'].map((side) => `${side}_${unit}`)
  ),
])

/** More days than these lead out of every calendar people plan by. */
const mostDays = 3_660

/** `last_7_days`, `next_30_days`. */
const counted = /^(last|next)_([1-9]\d{0,3})_days$/

export function isPeriod(name: string): boolean {
  const days = counted.exec(name)?.[2]
  return named.has(name) || (days !== undefined && Number(days) <= mostDays)
}

/** For whoever got it wrong. */
export const periodExamples = 'today, this_week, last_month, last_7_days, next_30_days'

/** From today through so many days ahead, or, below 0, so many days back through today. */
export function isDayCount(days: unknown): days is number {
  return Number.isInteger(days) && Math.abs(days as number) <= mostDays
}

/** The first day of a period and the first after it, "YYYY-MM-DD"; a number is a count of days. */
export function daysOf(period: string | number, today: string): { from: string; until: string } {
  const now = new Date(`${today}T00:00:00.000Z`)
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  const range = (from: Date, until: Date) => ({ from: isoDay(from), until: isoDay(until) })
  const days = (from: number, until: number) =>
    range(dayOf(year, month, day + from), dayOf(year, month, day + until))
  if (typeof period === 'number') return period < 0 ? days(period, 1) : days(0, period + 1)
  const count = counted.exec(period)
  if (count) return count[1] === 'last' ? days(1 - Number(count[2]), 1) : days(0, Number(count[2]))
  if (period === 'today') return days(0, 1)
  if (period === 'yesterday') return days(-1, 0)
  if (period === 'tomorrow') return days(1, 2)
  const [side, unit] = period.split('_')
  const step = side === 'last' ? -1 : side === 'next' ? 1 : 0
  if (unit === 'week') {
    const monday = step * 7 - ((now.getUTCDay() + 6) % 7)
    return days(monday, monday + 7)
  }
  const months = unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1
  const first = month - (month % months) + step * months
  return range(dayOf(year, first, 1), dayOf(year, first + months, 1))
}

function dayOf(year: number, month: number, day: number): Date {
  const date = new Date(0)
  // Not Date.UTC(): it takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month, day)
  return date
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
