import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { budgets } from '#engine/budgets.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { shortTurns } from '../../../../tests/harness/turns.ts'
import { createDrafts } from '../../drafts/drafts.ts'
import { entity, libraryModule, modulesFolder, title } from '../support/library.ts'
import { start } from '../support/starting.ts'

const longest = 50

test.group('definitions | hostile drafts', () => {
  test('T005 an enum of 100,000 strings is refused in short turns, with a word about dictionaries', async ({
    assert,
  }) => {
    const { database, drop } = await freshDatabase()
    const files = modulesFolder()
    files.write('library/module.json', libraryModule)
    const { registry } = await start(database, files)
    const clock = () => new Date()
    const drafts = createDrafts({ database, registry, checkShape: registry.checkShape, clock })
    const withValues = (count: number) => {
      const values = Array.from({ length: count }, (_, n) => `v${n}`)
      return entity('shelf', 'shelf001', { name: { ...title, enum: values } })
    }
    for (const count of [100_000, budgets.enumValues + 1]) {
      const body = withValues(count)
      const save = () => drafts.save(body, body, { seen: null, by: 'ann' })
      const refused = await save().catch((error: unknown) => error)
      assert.instanceOf(refused, Refusal)
      const { faults } = refused as Refusal
      assert.lengthOf(faults, 1)
      assert.match(JSON.stringify(faults[0]), /E_DEFINITION_TOO_MANY_VALUES.*字典/)
      assert.include(JSON.stringify(faults[0]), String(count))
      const turns = await shortTurns(longest, () => save().catch(() => {}))
      assert.isBelow(turns.longest, longest)
    }
    assert.isEmpty(await drafts.list())
    files.drop()
    await drop()
  })
})
