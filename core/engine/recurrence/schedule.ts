/** Days of the week as RFC 5545 writes them, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

export const frequencies = ['daily', 'weekly', 'monthly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

/**
 * When something happens again and again: the part of RFC 5545's RRULE that people use, with the
 * names of RFC 5545. Days are days of the calendar, without a zone.
 */
export interface Schedule {
  readonly freq: Frequency
  /** Every n-th day, week, month or year. */
  readonly interval: number
  /** First day, "YYYY-MM-DD"; it counts only when it fits the rest. */
  readonly start: string
  /** Weekly: `MO`. Monthly: the n-th of the month, `1MO`, `-1FR` the last Friday. */
  readonly byDay?: readonly string[]
  /** Monthly and yearly: day of the month, -1 its last. */
  readonly byMonthDay?: readonly number[]
  /** Yearly: 1 to 12. */
  readonly byMonth?: readonly number[]
  /** Last day; instead of `count`. */
  readonly until?: string
  /** How often in all; instead of `until`. */
  readonly count?: number
  /** Time of the day, "HH:MM". */
  readonly time?: string
}
