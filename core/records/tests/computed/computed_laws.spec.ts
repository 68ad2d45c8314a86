import { test } from '@japa/runner'
import { driftOf, runComputedOperations } from '../support/computed_operations.ts'
import { openRecords } from '../support/open_records.ts'
import { workshopDocuments } from '../support/workshop.ts'

test.group('computed fields | laws', () => {
  for (const [lanes, seed] of [
    [1, 1],
    [4, 2],
  ] as const) {
    test(`after random commands all are what a full recompute gives, ${lanes} at a time`, async ({
      assert,
    }) => {
      const sample = await openRecords(...workshopDocuments)
      const { carriedOut } = await runComputedOperations(sample, { operations: 300, seed, lanes })
      assert.deepEqual(await driftOf(sample), [])
      for (const name of ['create', 'change', 'remove', 'restore', 'transition', 'bulk']) {
        assert.isAbove(carriedOut.get(`${name} job`) ?? 0, 0, name)
      }
      await sample.drop()
    }).timeout(120_000)
  }

  test('a value that was written past the engine is found', async ({ assert }) => {
    const sample = await openRecords(...workshopDocuments)
    await runComputedOperations(sample, { operations: 120, seed: 3, lanes: 1 })
    const { table, fields } = sample.application.entities.get('shop.client')!
    const column = fields.get('jobs')!.column!
    await sample.database.tx((t) => t.run(`UPDATE "${table}" SET "${column}" = 77`))
    assert.isAbove((await driftOf(sample)).length, 2)
    await sample.drop()
  }).timeout(60_000)
})
