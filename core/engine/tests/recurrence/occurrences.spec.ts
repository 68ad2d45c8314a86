import { test } from '@japa/runner'
import fc from 'fast-check'
import { nextOccurrences, scheduleText, weekdays } from '#engine/recurrence/index.ts'
import type { Schedule } from '#engine/recurrence/index.ts'

const day = 86_400_000
const iso = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Whether a day fits, asked of each day by itself: the same law in another way. */
function fits(schedule: Schedule, on: string): boolean {
  const [start, at] = [new Date(schedule.start), new Date(on)]
  if (on < schedule.start || (schedule.until !== undefined && on > schedule.until)) return false
  const months =
    (at.getUTCFullYear() - start.getUTCFullYear()) * 12 + at.getUTCMonth() - start.getUTCMonth()
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  const [date, weekday] = [at.getUTCDate(), weekdays[(at.getUTCDay() + 6) % 7]!]
  const monday = (time: Date) => time.getTime() - ((time.getUTCDay() + 6) % 7) * day
  const isDayOfMonth = () => {
    const { byDay, byMonthDay = byDay ? [] : [start.getUTCDate()] } = schedule
    const nth = [`${Math.ceil(date / 7)}${weekday}`, ...(date > length - 7 ? [`-1${weekday}`] : [])]
    return (
      byMonthDay.some((one) => one === date || (one === -1 && date === length)) ||
      (byDay ?? []).some((one) => nth.includes(one))
    )
  }
  switch (schedule.freq) {
    case 'daily':
      return ((at.getTime() - start.getTime()) / day) % schedule.interval === 0
    case 'weekly': {
      const weeks = (monday(at) - monday(start)) / day / 7
      const wanted = schedule.byDay ?? [weekdays[(start.getUTCDay() + 6) % 7]!]
      return weeks % schedule.interval === 0 && wanted.includes(weekday)
    }
    case 'monthly':
      return months % schedule.interval === 0 && isDayOfMonth()
    case 'yearly': {
      const years = at.getUTCFullYear() - start.getUTCFullYear()
      const wanted = schedule.byMonth ?? [start.getUTCMonth() + 1]
      return (
        years % schedule.interval === 0 && wanted.includes(at.getUTCMonth() + 1) && isDayOfMonth()
      )
    }
  }
}

const dates = fc.integer({ min: 0, max: 1_500 }).map((n) => iso(Date.UTC(2025, 0, 1) + n * day))
const some = <T>(items: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 }), {
    nil: undefined,
  })
const monthDays = [1, 2, 15, 28, 29, 30, 31, -1]
const ordinals = ['1MO', '2TU', '3WE', '4TH', '5FR', '-1SA', '-1SU']
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    freq: fc.constantFrom('daily', 'weekly', 'monthly', 'yearly'),
    interval: fc.integer({ min: 1, max: 4 }),
    start: dates,
    days: some(weekdays),
    ordinals: some(ordinals),
    monthDays: some(monthDays),
    months: some([1, 2, 6, 12]),
    until: fc.option(dates, { nil: undefined }),
    count: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  })
  .map(({ freq, interval, start, until, count, ...by }) => ({
    ...{ freq, interval, start },
    ...(freq === 'weekly' && by.days ? { byDay: by.days } : {}),
    ...(freq === 'monthly' && by.ordinals ? { byDay: by.ordinals } : {}),
    ...((freq === 'monthly' || freq === 'yearly') && by.monthDays
      ? { byMonthDay: by.monthDays }
      : {}),
    ...(freq === 'yearly' && by.months ? { byMonth: by.months } : {}),
    ...(count === undefined && until !== undefined ? { until } : {}),
    ...(count === undefined ? {} : { count }),
  }))

test.group('recurrence', () => {
  test('the next days are those that fit, each day asked by itself', ({ assert }) => {
    fc.assert(
      fc.property(schedules, dates, (schedule, from) => {
        const horizon = Date.UTC(2033, 0, 1)
        const expected: string[] = []
        let counted = 0
        for (let at = Date.parse(schedule.start); at < horizon && expected.length < 4; at += day) {
          if (!fits(schedule, iso(at))) continue
          counted += 1
          if (schedule.count !== undefined && counted > schedule.count) break
          if (iso(at) >= from) expected.push(iso(at))
        }
        const found = nextOccurrences(schedule, from, 4).filter((one) => one < iso(horizon))
        assert.deepEqual(found, expected, JSON.stringify({ schedule, from }))
      }),
      { numRuns: 300 }
    )
  })

  test('a rule that never fits ends, and soon', ({ assert }) => {
    const never: Schedule = {
      ...{ freq: 'yearly', interval: 1, start: '2026-01-01', byMonth: [2], byMonthDay: [30] },
    }
    const began = performance.now()
    assert.deepEqual(nextOccurrences(never, '2026-01-01', 5), [])
    assert.isBelow(performance.now() - began, 1_000)
  })

  test('people read it in plain words', ({ assert }) => {
    const weekly: Schedule = {
      ...{ freq: 'weekly', interval: 2, start: '2026-01-05', byDay: ['MO', 'WE'], time: '09:00' },
    }
    assert.equal(scheduleText(weekly), '每 2 周的周一、周三，09:00，自 2026-01-05 起')
    const yearly: Schedule = {
      ...{ freq: 'yearly', interval: 1, start: '2026-01-05', byMonth: [3, 9], byMonthDay: [-1] },
      count: 4,
    }
    assert.equal(scheduleText(yearly), '每年的3月、9月的最后一天，自 2026-01-05 起，共 4 次')
    const monthly: Schedule = {
      ...{ freq: 'monthly', interval: 1, start: '2026-01-05', byDay: ['-1FR'] },
      until: '2026-12-31',
    }
    assert.equal(scheduleText(monthly), '每月的最后一个周五，自 2026-01-05 起，至 2026-12-31')
    assert.equal(
      scheduleText(monthly, 'en'),
      'every month, on last Friday, from 2026-01-05, until 2026-12-31'
    )
  })
})
