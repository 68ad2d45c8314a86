import { test } from '@japa/runner'
import { sqlite } from '#core/storage/dialects/sqlite.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { scopeIndexes } from '../../storage/scope_indexes.ts'

const crew = {
  kind: 'entity',
  key: 'ship.crew',
  title: '船员',
  titleField: 'name',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: '姓名' },
      rank: { type: 'integer', title: '职级' },
    },
  },
}
const role = (key: string, entity: string, rows: object) => ({
  kind: 'role',
  key,
  title: '角色',
  grants: [{ entity, actions: ['read'], rows }],
})
const indexesFor = (...roles: object[]) => {
  const application = compileSample(crew, ...roles)
  return scopeIndexes(application, application.entities.get('ship.crew')!, sqlite).map(
    ({ sql }) => /\("(\w+)"\)$/.exec(sql)![1]
  )
}

test.group('records | indexes of row rules', () => {
  test('a column that a row rule compares with the actor gets an index, once', ({ assert }) => {
    const own = role('ship.mate', 'ship.crew', {
      any: [{ owner_id: '$me' }, { all: [{ dept_id: '$my_department' }, { rank: { gte: 3 } }] }],
    })
    const again = role('ship.cook', 'ship.crew', { owner_id: '$me' })
    assert.sameMembers(indexesFor(own, again), ['owner_id', 'dept_id'])
  })

  test('fixed values, ranges and complements ask for none', ({ assert }) => {
    const fixed = role('ship.cook', 'ship.crew', { rank: 3 })
    const complement = role('ship.boy', 'ship.crew', { not: { owner_id: '$me' } })
    assert.deepEqual(indexesFor(fixed, complement), [])
    assert.deepEqual(indexesFor(), [])
  })
})
