import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { entityValidators } from '../../registry/entity_validators.ts'

const properties = Object.fromEntries(
  Array.from({ length: 300 }, (_, n) => [
    `f${n}`,
    { type: 'string', title: `字段 ${n}`, pattern: `^[a-z]{1,${n + 1}}$`, maxLength: 500 },
  ])
)
const application = compileSample({
  ...{ kind: 'entity', key: 'library.wide', title: '宽表', titleField: 'f0' },
  schema: { type: 'object', properties },
})

test.group('definitions | validators of entities', () => {
  test('T004 an entity whose validator takes too long is a problem, and nothing is made of it', async ({
    assert,
  }) => {
    const { database, drop } = await freshDatabase()
    const slow = await entityValidators(database.read, application, { deadline: 1 })
    assert.equal(slow.made.size, 0)
    assert.lengthOf(slow.problems, 1)
    assert.deepInclude(slow.problems[0], {
      ...{ code: 'E_DEFINITION_TOO_COMPLEX', severity: 'error' },
      ...{ kind: 'entity', key: 'library.wide', pointer: '/schema' },
    })
    assert.match(slow.problems[0]!.message, /“宽表”.*too slow/)
    const usual = await entityValidators(database.read, application)
    assert.isEmpty(usual.problems)
    assert.equal(usual.made.size, 1)
    // A plan writes nothing: publishing it finds the text that was made for the plan.
    const again = await entityValidators(database.read, application, { deadline: 1 })
    assert.isEmpty(again.problems)
    assert.deepEqual(again.made, usual.made)
    await drop()
  })
})
