import { test } from '@japa/runner'
import { randomReleases } from './support/random_releases.ts'

test.group('http | random releases', () => {
  test('whatever is changed, no value is lost, and going back gives the same content: seed {seed}')
    .with([
      { seed: 1, changes: 15 },
      { seed: 2, changes: 15 },
      { seed: 3, changes: 30, byQueue: true },
      // Goes back behind a release whose replaced code is none there.
      { seed: 13, changes: 40 },
    ])
    .run(async ({ assert }, given) => {
      const { faults } = await randomReleases(given)
      assert.deepEqual(faults, [])
    })
    .timeout(120_000)
})
