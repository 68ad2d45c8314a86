import { test } from '@japa/runner'
import type { Problem } from '#engine/problems.ts'
import { DefinitionsInvalid } from '#core/definitions/index.ts'
import { startProblems } from '../start_problems.ts'

const problem = (severity: 'error' | 'warning', message: string): Problem => ({
  ...{ code: 'E_DEFINITION_PARENT', severity, kind: 'entity', key: 'library.book' },
  ...{ file: 'library/entity/book.json', pointer: '/parent', message },
})

test.group('start | problems', () => {
  test('warnings are marked and counted apart', ({ assert }) => {
    const lines = startProblems(
      new DefinitionsInvalid([
        problem('error', '一'),
        problem('warning', '二'),
        problem('error', '三'),
      ])
    )
    assert.deepEqual(lines.slice(0, 3), [
      'library/entity/book.json#/parent  E_DEFINITION_PARENT  一',
      'library/entity/book.json#/parent  E_DEFINITION_PARENT（警告 warning）  二',
      'library/entity/book.json#/parent  E_DEFINITION_PARENT  三',
    ])
    assert.match(lines[3]!, /^启动失败：定义有 2 个问题（另有 1 个警告）。/)
    assert.lengthOf(lines, 4)
  })

  test('without warnings none is spoken of', ({ assert }) => {
    const lines = startProblems(new DefinitionsInvalid([problem('error', '一')]))
    assert.match(lines[1]!, /^启动失败：定义有 1 个问题。The/)
  })
})
