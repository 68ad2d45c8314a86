import { test } from '@japa/runner'
import fc from 'fast-check'
import { parseFilter } from '#engine/filters/index.ts'
import { daysOf } from '#engine/filters/periods.ts'
import { tripContext } from './sample.ts'

/** A Sunday, the last day of a week and nearly of a month. */
const sunday = '2026-11-29'

test.group('periods', () => {
  const known: [string | number, string, string][] = [
    ['today', '2026-11-29', '2026-11-30'],
    ['yesterday', '2026-11-28', '2026-11-29'],
    ['tomorrow', '2026-11-30', '2026-12-01'],
    ['this_week', '2026-11-23', '2026-11-30'],
    ['last_week', '2026-11-16', '2026-11-23'],
    ['next_week', '2026-11-30', '2026-12-07'],
    ['this_month', '2026-11-01', '2026-12-01'],
    ['next_month', '2026-12-01', '2027-01-01'],
    ['this_quarter', '2026-10-01', '2027-01-01'],
    ['last_quarter', '2026-07-01', '2026-10-01'],
    ['this_year', '2026-01-01', '2027-01-01'],
    ['last_year', '2025-01-01', '2026-01-01'],
    ['last_7_days', '2026-11-23', '2026-11-30'],
    ['next_30_days', '2026-11-29', '2026-12-29'],
    [7, '2026-11-29', '2026-12-07'],
    [-7, '2026-11-22', '2026-11-30'],
    [0, '2026-11-29', '2026-11-30'],
  ]
  for (const [period, from, until] of known) {
    test(`${period} on a Sunday`, ({ assert }) => {
      assert.deepEqual(daysOf(period, sunday), { from, until })
    })
  }

  test('neighbours meet without a gap, on every day of a century', ({ assert }) => {
    const units = fc.constantFrom('week', 'month', 'quarter', 'year')
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 36_500 }), (unit, day) => {
        const today = new Date(Date.UTC(1970, 0, 1 + day)).toISOString().slice(0, 10)
        const [last, now, next] = ['last', 'this', 'next'].map((side) =>
          daysOf(`${side}_${unit}`, today)
        )
        assert.equal(last!.until, now!.from)
        assert.equal(now!.until, next!.from)
        assert.isTrue(now!.from <= today && today < now!.until)
      }),
      { numRuns: 500 }
    )
  })

  test('a period that is none, and a field that is no day, are refused by name', ({ assert }) => {
    const refused = (filter: object) =>
      parseFilter(filter, tripContext).problems.map(({ code, pointer }) => `${code} ${pointer}`)
    for (const wrong of ['this_decade', 'last_0_days', 'next_9999_days', 'last_7_weeks', 7, null]) {
      assert.deepEqual(refused({ day: { within: wrong } }), ['E_QUERY_INVALID_VALUE /day/within'])
    }
    for (const wrong of [1.5, '7', 99_999, null]) {
      assert.deepEqual(refused({ day: { withinDays: wrong } }), [
        'E_QUERY_INVALID_VALUE /day/withinDays',
      ])
    }
    assert.deepEqual(refused({ km: { within: 'today' } }), ['E_QUERY_UNKNOWN_OPERATOR /km/within'])
    assert.deepEqual(refused({ vehicle: { under: 'x' } }), [
      'E_QUERY_UNKNOWN_OPERATOR /vehicle/under',
    ])
    for (const operator of ['changed', 'from', 'to']) {
      assert.deepEqual(refused({ km: { [operator]: 1 } }), [
        `E_QUERY_UNKNOWN_OPERATOR /km/${operator}`,
      ])
    }
  })
})
