import { test } from '@japa/runner'
import { tokenBucket } from '../token_bucket.ts'

test.group('realtime | token_bucket', () => {
  test('lets a burst pass, then so many a second, and never more than a burst', ({ assert }) => {
    let now = 0
    const bucket = tokenBucket({ burst: 5, perSecond: 2 }, () => now)
    const take = (count: number) => Array.from({ length: count }, () => bucket.take())
    assert.deepEqual(take(6), [true, true, true, true, true, false])
    now += 1_000
    assert.deepEqual(take(3), [true, true, false])
    now += 3_600_000
    assert.lengthOf(take(100).filter(Boolean), 5)
  })
})
