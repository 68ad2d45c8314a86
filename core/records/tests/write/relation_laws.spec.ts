import { test } from '@japa/runner'
import { clubDocuments } from '../support/clubs.ts'
import { openRecords } from '../support/open_records.ts'
import { brokenLinks } from '../support/orphans.ts'
import { runOperations } from '../support/relation_operations.ts'

test.group('relations | laws', () => {
  for (const [lanes, seed] of [
    [1, 1],
    [4, 2],
  ] as const) {
    test(`random operations leave no orphan, ${lanes} at a time`, async ({ assert }) => {
      const sample = await openRecords(...clubDocuments)
      const { refused, carriedOut } = await runOperations(sample, { operations: 500, seed, lanes })
      assert.deepEqual(await brokenLinks(sample.database, sample.application), [])
      // What is to be met was met: removals, restorations and refusals of both.
      for (const kind of ['remove person', 'remove group', 'change note', 'change group']) {
        assert.isAbove(carriedOut.get(kind) ?? 0, 0, kind)
      }
      assert.isAbove(refused.get('E_RECORD_REFERENCED') ?? 0, 0)
      await sample.drop()
    })
  }

  test('a broken link is found', async ({ assert }) => {
    const sample = await openRecords(...clubDocuments)
    await runOperations(sample, { operations: 200, seed: 3, lanes: 1 })
    const { entities } = sample.application
    const { table } = entities.get('club.person')!
    await sample.database.tx((t) => t.run(`UPDATE "${table}" SET "deleted_at" = "created_at"`))
    const found = await brokenLinks(sample.database, sample.application)
    assert.isAbove(found.length, 3)
    await sample.drop()
  })
})
