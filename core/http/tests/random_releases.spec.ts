import { test } from '@japa/runner'
import { randomReleases } from './support/random_releases.ts'

test.group('http | random releases', () => {
  test('whatever is changed, no value is lost, and going back gives the same content: seed {$self}')
    .with([1, 2])
    .run(async ({ assert }, seed) => {
      const { faults } = await randomReleases({ changes: 15, seed })
      assert.deepEqual(faults, [])
    })
    .timeout(120_000)
})
