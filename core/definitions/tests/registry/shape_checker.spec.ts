import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import { kinds } from '#schemas/index.ts'
import { shapeChecker } from '../../registry/shape_checker.ts'
import { book, libraryModule } from '../support/library.ts'
import { count } from '../support/starting.ts'

test.group('definitions | check of shape', (group) => {
  let db: TestDatabase
  group.setup(async () => {
    db = await freshDatabase()
    return () => db.drop()
  })

  test('the validators of the meta-schemas are compiled once for a database', async ({
    assert,
  }) => {
    await shapeChecker(db.database)
    assert.equal(await count(db.database, 'compiled_code'), kinds.length)
    const sent: string[] = []
    const stop = db.database.onStatement(({ sql }) => sent.push(sql))
    const check = await shapeChecker(db.database)
    assert.isEmpty(check(libraryModule, 'module'))
    assert.isEmpty(check(book, 'entity'))
    stop()
    assert.lengthOf(sent, 1)
  })

  test('all faults are told at once: where, what, and what to do', async ({ assert }) => {
    const check = await shapeChecker(db.database)
    const wrong = {
      ...book,
      uid: 'X',
      titelField: 'title',
      schema: { type: 'object', properties: { 'title': { type: 'string' }, 'Bad Key': {} } },
    }
    const problems = check(wrong, 'entity')
    assert.includeMembers(
      problems.map((problem) => `${problem.pointer} ${problem.code}`),
      [
        '/uid E_DEFINITION_UID',
        '/titelField E_DEFINITION_UNKNOWN_PROPERTY',
        '/schema/properties/Bad Key E_DEFINITION_KEY',
        '/schema/properties/title E_DEFINITION_SHAPE',
      ]
    )
    const unknown = problems.find((problem) => problem.pointer === '/titelField')
    assert.equal(unknown?.fix, '是不是“titleField”？')
    for (const problem of problems) assert.match(problem.message, /[\u4e00-\u9fff]/)
  })

  test('what is no object, or of no kind, is answered too', async ({ assert }) => {
    const check = await shapeChecker(db.database)
    assert.equal(check([], 'entity')[0]?.code, 'E_DEFINITION_SHAPE')
    assert.isEmpty(check({}, 'nonsense'))
  })
})
