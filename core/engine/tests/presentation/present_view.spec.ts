import { test } from '@japa/runner'
import { parseFilter } from '#engine/filters/index.ts'
import { presentView } from '#engine/presentation/index.ts'
import { holding, library } from './library.ts'
import type { CompiledEntity } from '#engine/compile/index.ts'
import type { RuntimeView } from '#engine/presentation/index.ts'

const keeper = holding('library.keeper')

function view(access = keeper, key?: string, entity = 'library.book'): RuntimeView {
  const found = presentView(library, access, entity, key)
  if (!found) throw new Error('there is no such view')
  return found
}
const paths = (of: RuntimeView) => of.columns.map((column) => column.path)

test.group('presentation | view', () => {
  test('columns have title, width and the field they show, along paths and engine columns', ({
    assert,
  }) => {
    const lendable = view(keeper, 'library.lendable')
    assert.include(lendable, { view: 'library.lendable', title: '可借图书', limit: 50 })
    assert.equal(lendable.sort, '-cost,name')
    assert.deepEqual(paths(lendable), ['no', 'name', 'cost', 'holder.phone', 'created_at'])
    assert.include(lendable.columns[1], { title: '名称', width: 300, sortable: true })
    assert.equal(lendable.columns[3]?.field.key, 'phone')
    assert.equal(lendable.columns[4]?.field.type, 'datetime')
  })

  test('the condition goes out in the grammar it came in, and means the same', ({ assert }) => {
    const { where } = view(keeper, 'library.lendable')
    const entity = library.entities.get('library.book') as CompiledEntity
    const { node, problems } = parseFilter(where, {
      entity,
      entityOf: (key) => library.entities.get(key),
      codesOf: () => null,
      actorNames: new Set(),
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      JSON.parse(JSON.stringify(node)),
      JSON.parse(JSON.stringify(library.views.get('library.lendable')?.where))
    )
  })

  test('hidden fields are neither column nor query field nor sort key', ({ assert }) => {
    const lendable = view(holding('library.guest'), 'library.lendable')
    assert.deepEqual(paths(lendable), ['no', 'name', 'created_at'])
    assert.deepEqual(
      lendable.filters.map((field) => field.key),
      ['genre']
    )
    assert.equal(lendable.sort, 'name')
  })

  test('a masked field is shown, but cannot be asked for or sorted by', ({ assert }) => {
    const lendable = view(holding('library.clerk'), 'library.lendable')
    const cost = lendable.columns.find((column) => column.path === 'cost')
    assert.isFalse(cost?.sortable)
    assert.equal(lendable.sort, 'name')
    assert.notInclude(
      lendable.filters.map((field) => field.key),
      'cost'
    )
  })

  test('all that may be asked for is told, with what can be asked', ({ assert }) => {
    const { fields, transitions, can } = view(keeper)
    const byPath = new Map(fields.map((column) => [column.path, column]))
    assert.includeMembers(
      [...byPath.keys()],
      ['name', 'cost', 'created_at', 'created_by', 'updated_at']
    )
    assert.includeMembers(byPath.get('name')!.operators, ['contains', 'startsWith', 'empty'])
    assert.includeMembers(byPath.get('created_at')!.operators, ['between', 'within'])
    assert.notInclude(byPath.get('created_at')!.operators, 'changed')
    assert.isTrue(byPath.get('created_at')!.sortable)
    assert.equal(byPath.get('created_by')!.field.target, library.anchors.user)
    const children = fields.filter((column) => column.rows !== null)
    for (const { rows, operators, groupable } of children) {
      assert.isAbove(rows!.length, 0)
      assert.deepEqual(operators, ['has', 'empty'])
      assert.isFalse(groupable)
    }
    assert.isAbove(transitions.length, 0)
    assert.isTrue(can.update)
  })

  test('what is hidden or masked cannot be asked for', ({ assert }) => {
    const guest = view(holding('library.guest')).fields.map((column) => column.path)
    assert.notInclude(guest, 'cost')
    const masked = view(holding('library.clerk')).fields.find(({ path }) => path === 'cost')
    assert.containSubset(masked, { operators: [], sortable: false, groupable: false })
  })

  test('an entity without a view has one made from its fields', ({ assert }) => {
    const readers = view(keeper, undefined, 'library.reader')
    assert.isNull(readers.view)
    assert.deepEqual(paths(readers), ['name', 'phone'])
    assert.equal(readers.sort, '-updated_at')
    assert.isTrue(readers.can.create)
  })

  test('a view is found by its key only for its own entity', ({ assert }) => {
    assert.isNull(presentView(library, keeper, 'library.reader', 'library.lendable'))
    assert.isNull(presentView(library, keeper, 'library.nothing'))
  })
})
