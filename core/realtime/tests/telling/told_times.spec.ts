import { test } from '@japa/runner'
import { toldTimes } from '../../telling/told_times.ts'

test.group('realtime | told_times', () => {
  test('knows for a minute what had been told when, and says when it does not know', ({
    assert,
  }) => {
    let now = 1_000
    const times = toldTimes(10, () => now)
    assert.equal(times.settledAgo(0), 10)
    assert.isNull(times.settledAgo(1), 'before it began')
    for (const settled of [11, 11, 14]) {
      now += 100
      times.note(settled)
    }
    assert.deepEqual([0, 100, 199, 200, 300, 301].map(times.settledAgo), [14, 11, 11, 11, 10, null])
    now += 60_000
    times.note(20)
    assert.deepEqual([0, 1, 60_000, 60_001].map(times.settledAgo), [20, 14, 14, null])
  })
})
