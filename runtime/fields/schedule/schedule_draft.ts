import type { Frequency } from '#engine/recurrence/index.ts'

/** A schedule while it is being entered: any part may be missing. */
export interface ScheduleDraft {
  freq?: Frequency
  interval?: number
  start?: string | null
  byDay?: readonly string[]
  byMonthDay?: readonly number[]
  byMonth?: readonly number[]
  until?: string | null
  count?: number | null
  time?: string | null
}

export function draftOf(value: unknown): ScheduleDraft {
  return typeof value === 'object' && value !== null ? (value as ScheduleDraft) : {}
}

/** With a part changed; parts that say nothing are left out, and nothing at all is blank. */
export function withDraft(draft: ScheduleDraft, part: ScheduleDraft): ScheduleDraft | null {
  const entries = Object.entries({ ...draft, ...part }).filter(
    ([, one]) => one !== null && one !== undefined && !(Array.isArray(one) && one.length === 0)
  )
  return entries.length === 0 ? null : (Object.fromEntries(entries) as ScheduleDraft)
}

/** Another frequency takes the days of the old one with it: they mean something else. */
export function withFrequency(draft: ScheduleDraft, freq: Frequency | null): ScheduleDraft | null {
  if (freq === null) return null
  const { byDay: _days, byMonthDay: _monthDays, byMonth: _months, ...kept } = draft
  return withDraft({ interval: 1, start: today(), ...kept }, { freq })
}

/** How a schedule ends. */
export function endOf({ until, count }: ScheduleDraft): 'never' | 'until' | 'count' {
  if (until !== undefined && until !== null) return 'until'
  return count === undefined || count === null ? 'never' : 'count'
}

export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
