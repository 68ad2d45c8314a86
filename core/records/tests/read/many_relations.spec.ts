import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { aggregateRecords, getRecord, listRecords } from '#core/records/read/index.ts'
import { compileSample } from '#core/engine/tests/support/compile_sample.ts'
import { openLibrary } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'

const names = Array.from({ length: 90 }, (_, i) => `link_${i}`)
const relation = { 'x-type': 'relation', 'x-relation': { to: 'library.place' } }

/** SQLite joins at most 64 tables in one statement. */
test.group('records with ninety relations', (group) => {
  let library: Library
  let place = ''
  let record = ''
  group.setup(async () => {
    const application = compileSample(
      {
        ...{ kind: 'entity', key: 'library.place', titleField: 'name' },
        schema: { properties: { name: { type: 'string' }, next: relation } },
      },
      {
        ...{ kind: 'entity', key: 'library.atlas', titleField: 'name' },
        schema: {
          properties: {
            name: { type: 'string' },
            ...Object.fromEntries(names.map((name) => [name, relation])),
          },
        },
      }
    )
    library = await openLibrary(application)
    place = await library.insert('library.place', { name: '甲' })
    const links = Object.fromEntries(names.map((name) => [name, place]))
    record = await library.insert('library.atlas', { name: '图集', ...links })
    return () => library.close()
  })

  test('every title is shown, in lists and alone', async ({ assert }) => {
    const { data } = await listRecords(library.env, systemActor, 'library.atlas', {
      sort: 'link_1,link_2,link_3',
    })
    const { data: one } = await getRecord(library.env, systemActor, 'library.atlas', record)
    for (const name of names) {
      assert.deepEqual(data[0]![name], { id: place, title: '甲' })
      assert.deepEqual(one[name], { id: place, title: '甲' })
    }
  })

  test('opening some of them is fine, opening all is too much', async ({ assert }) => {
    const paths = (count: number) => names.slice(0, count).map((name) => `${name}.next`)
    const fields = (count: number) => [...names, ...paths(count)].join()
    const { data } = await listRecords(library.env, systemActor, 'library.atlas', {
      fields: fields(20),
    })
    assert.deepEqual(data[0]!.link_19, { id: place, title: '甲', next: null })
    const list = await refusedWith(
      listRecords(library.env, systemActor, 'library.atlas', { fields: fields(21) })
    )
    assert.deepEqual([list.status, list.codes], [400, ['E_QUERY_TOO_COMPLEX']])
  })

  test('groups that follow too many relations are refused', async ({ assert }) => {
    const aggregate = (count: number) =>
      aggregateRecords(library.env, systemActor, 'library.atlas', {
        groupBy: names.slice(0, count).map((name) => `${name}.next.name`),
        measures: [{ do: 'count', as: 'n' }],
      })
    assert.equal((await aggregate(20)).data[0]!.n, 1)
    const groupBy = names.slice(0, 20).map((name) => `${name}.next.next.name`)
    const refused = await refusedWith(
      aggregateRecords(library.env, systemActor, 'library.atlas', {
        groupBy,
        measures: [{ do: 'count', as: 'n' }],
      })
    )
    assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_TOO_COMPLEX']])
  })
})
