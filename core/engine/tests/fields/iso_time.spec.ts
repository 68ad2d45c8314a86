import { test } from '@japa/runner'
import fc from 'fast-check'
import { isCalendarDate, parseDate, parseDatetime } from '#engine/fields/index.ts'
import { sampleField } from '../support/sample_field.ts'

function instant(given: unknown): unknown {
  const parsed = parseDatetime(given)
  return parsed.ok ? parsed.value : parsed.fault.keyword
}

test.group('dates', () => {
  test('a date is a day of the calendar, written in full', ({ assert }) => {
    for (const good of ['2026-11-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
      assert.isTrue(isCalendarDate(good), good)
    }
    const bad = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1']
    bad.push('0000-01-01', '26-01-01', '2026/01/01', '2026-01-01T00:00:00Z', '２０２６-01-01', '')
    for (const text of bad) assert.isFalse(isCalendarDate(text), text)
    assert.isFalse(parseDate(20261122).ok)
  })

  test('agrees with the calendar of the machine', ({ assert }) => {
    const numbers = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.nat(14), fc.nat(33))
    fc.assert(
      fc.property(numbers, ([year, month, day]) => {
        const pad = (n: number) => String(n).padStart(2, '0')
        const made = new Date(Date.UTC(year, month - 1, day))
        const same = made.getUTCMonth() === month - 1 && made.getUTCDate() === day
        assert.equal(isCalendarDate(`${year}-${pad(month)}-${pad(day)}`), same)
      })
    )
  })
})

test.group('datetimes', () => {
  test('become UTC with three digits', ({ assert }) => {
    assert.equal(instant('2026-11-22T01:02:03Z'), '2026-11-22T01:02:03.000Z')
    assert.equal(instant('2026-11-22T09:02:03.5+08:00'), '2026-11-22T01:02:03.500Z')
    assert.equal(instant('2026-11-22T01:02:03.123999Z'), '2026-11-22T01:02:03.123Z')
    assert.equal(instant('2026-01-01T00:30+08:00'), '2025-12-31T16:30:00.000Z')
    assert.equal(instant('2024-02-29T23:59:59-05:30'), '2024-03-01T05:29:59.000Z')
    assert.equal(instant('0099-03-01T00:00:00Z'), '0099-03-01T00:00:00.000Z')
  })

  test('a time without a zone, or that no clock shows, is refused', ({ assert }) => {
    const bad = [
      '2026-11-22T01:02:03',
      '2026-11-22',
      '2026-02-30T01:02:03Z',
      '2026-11-22T24:00:00Z',
    ]
    bad.push('2026-11-22T01:60:00Z', '2026-11-22T01:02:60Z', '2026-11-22T01:02:03+15:00')
    bad.push('2026-11-22 01:02:03Z', '0001-01-01T00:00:00+08:00', '9999-12-31T23:59:59-01:00')
    for (const text of bad) assert.equal(instant(text), 'format', text)
    assert.equal(instant(1763773323000), 'type')
  })

  test('parsing twice changes nothing', ({ assert }) => {
    const dates = fc.date({
      min: new Date('0002-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(dates, (date) => assert.equal(instant(date.toISOString()), date.toISOString()))
    )
  })

  test('people see it in the zone they are in', ({ assert }) => {
    const at = sampleField('datetime')
    assert.equal(at.type.format('2026-11-22T16:30:00.000Z', at), '2026-11-23 00:30')
    assert.equal(
      at.type.format('2026-11-22T16:30:00.000Z', at, 'Europe/London'),
      '2026-11-22 16:30'
    )
  })

  test('a driver may return text or a Date', ({ assert }) => {
    const at = sampleField('datetime')
    const stored = new Date('2026-11-22T01:02:03.004Z')
    assert.equal(at.type.fromColumn(stored, 'postgres', at), '2026-11-22T01:02:03.004Z')
    assert.equal(
      at.type.fromColumn('2026-11-22T01:02:03.004Z', 'sqlite', at),
      '2026-11-22T01:02:03.004Z'
    )
  })
})
