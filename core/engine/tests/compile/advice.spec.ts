import { test } from '@japa/runner'
import { adviseOn } from '#engine/compile/index.ts'
import { compileSample } from '../support/compile_sample.ts'

const entityOf = (name: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key: `library.${name}`, title: '书架', titleField: 'name', ...more },
  schema: { type: 'object', properties },
})
const text = (title: string) => ({ type: 'string', title })
const role = (grants: object[]) => ({
  kind: 'role',
  key: 'library.keeper',
  title: '管理员',
  grants,
})
const codes = (...documents: object[]) =>
  adviseOn(compileSample(...documents)).map(
    ({ code, kind, pointer }) => `${code} ${kind}${pointer}`
  )
const shelf = (more: object = {}) =>
  entityOf('shelf', { name: { ...text('名称'), 'x-search': true }, note: text('备注') }, more)
const reading = role([{ entity: 'library.shelf', actions: ['read', 'create'] }])

test.group('advice', () => {
  test('what is in order gives none', ({ assert }) => {
    assert.deepEqual(codes(shelf(), reading), [])
  })

  test('an entity that nobody may read or make', ({ assert }) => {
    assert.includeMembers(codes(shelf(), role([{ entity: '*', actions: ['*'] }])), [
      'E_DEFINITION_NO_READER entity',
      'E_DEFINITION_NO_CREATOR entity',
    ])
  })

  test('a view that filters and sorts by what no index begins with', ({ assert }) => {
    const view = {
      ...{ kind: 'view', key: 'library.shelves', title: '书架', entity: 'library.shelf' },
      ...{ columns: [{ path: 'name' }], filters: ['note'], sort: ['-name'] },
    }
    assert.deepEqual(codes(shelf(), reading, view), [
      'E_DEFINITION_NO_INDEX entity',
      'E_DEFINITION_NO_INDEX entity',
    ])
    const index = { uid: 'adviceix0', fields: ['note'] }
    const found = adviseOn(compileSample(shelf({ indexes: [index] }), reading, view))
    assert.lengthOf(found, 1)
    assert.equal((found[0]!.params as { add: [string] }).add[0], '/indexes/-')
  })

  test('a field in no form, a title that is not searched, a dictionary that is not used', ({
    assert,
  }) => {
    const form = {
      ...{ kind: 'form', key: 'library.shelf_edit', title: '书架', entity: 'library.shelf' },
      schema: { type: 'object', properties: { name: {} } },
    }
    const dictionary = {
      ...{ kind: 'dictionary', key: 'library.kinds', title: '种类' },
      items: [{ code: 'a', title: '甲' }],
    }
    const plain = entityOf('shelf', { name: text('名称'), note: text('备注') })
    assert.deepEqual(codes(plain, reading, form, dictionary), [
      'E_DEFINITION_TITLE_NOT_SEARCHED entity/schema/properties/name',
      'E_DEFINITION_FIELD_IN_NO_FORM entity/schema/properties/note',
      'E_DEFINITION_UNUSED_DICTIONARY dictionary',
    ])
  })

  test('a state without a way out, a transition that nobody can make', ({ assert }) => {
    const status = { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'library.shelf' }
    const name = { ...text('名称'), 'x-search': true }
    const lifecycle = {
      ...{ kind: 'lifecycle', key: 'library.shelf', title: '状态', entity: 'library.shelf' },
      ...{ field: 'status', initial: 'open' },
      states: [
        { id: 'open', title: '开' },
        { id: 'shut', title: '关' },
      ],
      transitions: [
        { id: 'shut', title: '关', from: ['open'], to: 'shut', allow: ['library.guest'] },
      ],
    }
    const guest = { kind: 'role', key: 'library.guest', title: '访客', grants: [] }
    assert.deepEqual(codes(entityOf('shelf', { name, status }), reading, lifecycle, guest), [
      'E_DEFINITION_DEAD_END lifecycle/states/1',
      'E_DEFINITION_TRANSITION_NOBODY lifecycle/transitions/0/allow',
    ])
  })

  test('a rollup that tells a role of what it may not read, unless it is meant', ({ assert }) => {
    const price = { 'type': 'string', 'title': '价格', 'x-type': 'money', 'x-scale': 2 }
    const book = entityOf('book', {
      name: { ...text('名称'), 'x-search': true },
      price,
      shelf: { 'title': '书架', 'x-type': 'relation', 'x-relation': { to: 'library.shelf' } },
    })
    const worth = { from: 'library.book', by: 'shelf', do: 'sum', of: 'price' }
    const filled = entityOf('shelf', {
      name: { ...text('名称'), 'x-search': true },
      worth: { ...price, 'title': '价值', 'x-type': 'rollup', 'x-rollup': worth },
    })
    const grant = (entity: string, fields?: object) => ({
      ...{ entity: `library.${entity}`, actions: ['read', 'create'] },
      ...(fields ? { fields } : {}),
    })
    const told = (...grants: object[]) =>
      codes(book, filled, role(grants)).filter((one) => one.includes('RESULT_TELLS'))
    const at = ['E_DEFINITION_RESULT_TELLS entity/schema/properties/worth']
    assert.deepEqual(told(grant('shelf'), grant('book')), [])
    assert.deepEqual(told(grant('shelf')), at)
    assert.deepEqual(told(grant('shelf'), grant('book', { deny: ['price'] })), at)
    assert.deepEqual(told(grant('shelf'), grant('book', { mask: ['price'] })), at)
    assert.deepEqual(told(grant('shelf', { deny: ['worth'] })), [])
    assert.deepEqual(told(grant('shelf', { only: ['name', 'worth'] })), [])
  })
})
