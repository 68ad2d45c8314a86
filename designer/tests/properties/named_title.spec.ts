import { test } from '@japa/runner'
import { findDefinition, locate, partsOf } from '#designer/document/index.ts'
import { namedTitle } from '#designer/properties/named_title.ts'
import { trailOf } from '#designer/properties/trail_of.ts'
import { shippedSet } from '../support/shipped_set.ts'

const set = shippedSet()

/** What the items of a list are called. */
function titlesOf(kind: string, key: string, path: string[]): string[] {
  const definition = findDefinition(set, kind, key)!
  const list = locate(definition, path)!
  return partsOf(list.root, list.schema, list.value).items.map(({ id }) =>
    namedTitle(locate(definition, [...path, id])!, { definition, set })
  )
}

test.group('properties | what an element is called', () => {
  test('a column by its field, also one that the engine adds or a related record has', ({
    assert,
  }) => {
    const columns = titlesOf('view', 'demand.request_list', ['columns'])
    assert.includeMembers(columns, ['编号', '需求名称', '客户', '业务负责人'])
    assert.deepEqual(
      columns.filter((one) => /^[a-z_.]+$/.test(one)),
      []
    )
  })

  test('a grant by its entity, a state by its own title', ({ assert }) => {
    assert.includeMembers(titlesOf('role', 'demand.staff', ['grants']), ['需求', '客户', '联系人'])
    assert.include(titlesOf('lifecycle', 'demand.request', ['states']), '草稿')
  })

  test('the way to an element says the same', ({ assert }) => {
    const view = findDefinition(set, 'view', 'demand.request_list')!
    const list = locate(view, ['columns'])!
    const { id } = partsOf(list.root, list.schema, list.value).items[1]!
    const trail = trailOf(view, ['columns', id], set).map(({ title }) => title)
    assert.equal(trail.at(-1), '需求名称')
  })

  test('what names nothing that is there is called as it is written', ({ assert }) => {
    const view = findDefinition(set, 'view', 'demand.request_list')!
    const columns = [{ path: 'no_such_field' }]
    const odd = { ...view, document: { ...view.document, columns } }
    const list = locate(odd, ['columns'])!
    const { id } = partsOf(list.root, list.schema, list.value).items[0]!
    const element = locate(odd, ['columns', id])!
    assert.equal(namedTitle(element, { definition: odd, set }), 'no_such_field')
  })
})
