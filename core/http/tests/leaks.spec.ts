import { test } from '@japa/runner'
import { runLeaks } from './support/leaks/run_leaks.ts'

/** `npm run laws -- leaks --operations 100000` asks as many as one likes. */
const operations = 800

test.group('http | nothing leaks', () => {
  test('random questions of random people over every channel show nothing that is not theirs', async ({
    assert,
  }) => {
    const report = await runLeaks({ operations, seed: 1 })
    assert.deepEqual(report.found, [])
    for (const name of [
      'list',
      'aggregate',
      'get',
      'history',
      'asOf',
      'derive',
      'patch',
      'realtime',
    ]) {
      assert.isAbove(report.answered.get(name) ?? 0, 0, name)
    }
    assert.isAbove(report.refused.get('list') ?? 0, 0)
  }).timeout(120_000)
})
