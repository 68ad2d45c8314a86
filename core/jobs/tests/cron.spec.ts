import { test } from '@japa/runner'
import { nextTime } from '../repeat/cron.ts'

test.group('jobs | times of a cron line', () => {
  test('next time of {0} after {2}')
    .with([
      ['30 2 * * *', 'Asia/Shanghai', '2026-11-22T00:00:00Z', '2026-11-22T18:30:00.000Z'],
      ['30 2 * * *', 'Asia/Shanghai', '2026-11-22T18:30:00Z', '2026-11-23T18:30:00.000Z'],
      ['*/15 * * * *', 'UTC', '2026-11-22T10:14:59Z', '2026-11-22T10:15:00.000Z'],
      ['5-59/20 9,17 * * *', 'UTC', '2026-11-22T09:46:00Z', '2026-11-22T17:05:00.000Z'],
      ['0 0 29 2 *', 'UTC', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
      ['0 8 * * 1-5', 'UTC', '2026-11-20T08:00:00Z', '2026-11-23T08:00:00.000Z'],
      ['0 8 * * 7', 'UTC', '2026-11-20T08:00:00Z', '2026-11-22T08:00:00.000Z'],
      ['0 8 1 * 1', 'UTC', '2026-11-22T08:00:00Z', '2026-11-23T08:00:00.000Z'],
      ['0 0 31 * *', 'UTC', '2026-11-01T00:00:00Z', '2026-12-31T00:00:00.000Z'],
      // The clock is put forward: 02:30 does not exist on that day.
      ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T00:30:00.000Z'],
    ] as const)
    .run(({ assert }, [line, zone, after, expected]) => {
      assert.equal(nextTime(line, zone, new Date(after)).toISOString(), expected)
    })

  test('what is no time is refused', ({ assert }) => {
    const after = new Date('2026-01-01T00:00:00Z')
    for (const line of [
      '* * * *',
      '60 * * * *',
      '5-1 * * * *',
      '*/0 * * * *',
      'a * * * *',
      '0 0 30 2 *',
    ]) {
      assert.throws(() => nextTime(line, 'UTC', after), RangeError as never)
    }
    assert.throws(() => nextTime('0 0 * * *', 'Moon/Crater', after), RangeError as never)
  })
})
