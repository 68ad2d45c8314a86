import { test } from '@japa/runner'
import { runLeaks } from './support/leaks/run_leaks.ts'

/** `npm run laws -- leaks --operations 100000 [--way wire]` asks as many as one likes. */
const operations = 800
const overTheWire = 400

test.group('http | nothing leaks', () => {
  test('random questions of random people over every channel show nothing that is not theirs', async ({
    assert,
  }) => {
    const report = await runLeaks({ operations, seed: 1, way: 'rooms' })
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

  test('neither do answers of a server to people who are signed in, nor messages of its sockets', async ({
    assert,
  }) => {
    const report = await runLeaks({ operations: overTheWire, seed: 1, way: 'wire' })
    assert.deepEqual(report.found, [])
    for (const name of ['list', 'get', 'definitions', 'realtime', 'open', 'formDraft']) {
      assert.isAbove(report.answered.get(name) ?? 0, 0, name)
    }
    assert.isAbove(report.refused.get('wrongNames') ?? 0, 0)
    assert.isAbove(report.frames, 0)
  }).timeout(180_000)
})
