/** T100: a publish that is killed is done or undone. `npm run laws -- crash` kills at every statement. */
import { test } from '@japa/runner'
import { crashes } from './support/crash/crashes.ts'

test.group('http | crash', () => {
  for (const [rowsAtOnce, way] of [
    [10_000, 'in the request'],
    [0, 'by the queue'],
  ] as const) {
    test(`T100 a publish killed at any statement is done or undone: values moved ${way}`, async ({
      assert,
      cleanup,
    }) => {
      const law = await crashes(rowsAtOnce)
      cleanup(() => law.drop())
      assert.isAbove(law.statements, 20)
      for (const share of [0.4, 0.7]) {
        const crash = await law.at(Math.ceil(law.statements * share))
        assert.isTrue(crash.isKilled)
        assert.deepEqual(crash.faults, [], `statement ${crash.statement}`)
      }
    }).timeout(120_000)
  }
})
