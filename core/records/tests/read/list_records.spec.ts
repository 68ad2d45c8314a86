import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import type { Values } from '#engine/values.ts'
import { listRecords } from '#core/records/read/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'

const librarian = person(['librarian'])
const department = newId()

test.group('list_records', (group) => {
  let library: Library
  let famous = ''
  let obscure = ''
  const owner = person(['owner'])
  const list = (actor: typeof librarian, query: Record<string, string | string[]> = {}) =>
    listRecords(library.env, actor, 'library.book', query)
  const titles = async (actor: typeof librarian, query: Record<string, string> = {}) => {
    const { data } = await list(actor, { sort: 'title', ...query })
    return data.map((record) => record.title)
  }

  group.setup(async () => {
    library = await openLibrary()
    famous = await library.insert('library.author', { name: '鲁迅', rank: 1, phone: '110' })
    obscure = await library.insert('library.author', { name: '佚名', rank: 99 })
    const gone = await library.insert('library.author', {
      name: '已删',
      deleted_at: '2026-01-01T00:00:00.000Z',
    })
    const books: Values[] = [
      {
        title: '呐喊',
        author: famous,
        price: '12.50',
        cost: 'c1',
        card: '6222021234',
        owner_id: owner.userId,
        lent: true,
        seen_at: '2026-11-22T01:02:03.000Z',
      },
      {
        title: 'Ab 彷徨',
        author: famous,
        price: '9.99',
        cost: 'c2',
        card: '12',
        dept_id: department,
      },
      {
        title: '诗经',
        author: obscure,
        price: null,
        pages: 305,
        bought: '2026-02-28',
        dept_id: newId(),
      },
      { title: '残卷', author: gone, genre: 'law', status: 'gone' },
    ]
    const ids = await library.insertMany('library.book', books)
    await library.insert('library.book', {
      title: '已删除',
      deleted_at: '2026-01-01T00:00:00.000Z',
    })
    await library.insertMany('library.copy', [
      { parent_id: ids[0]!, row_no: 2, shelf: 'B', worth: '3.00', reader: obscure },
      { parent_id: ids[0]!, row_no: 1, shelf: 'A', worth: '1.00', reader: famous },
      { parent_id: ids[2]!, row_no: 1, shelf: 'C' },
    ])
    return () => library.close()
  })

  test('a record has the engine columns and every readable field, blanks as null, no sub-tables', async ({
    assert,
  }) => {
    const { data } = await list(librarian, { filter: '{"title":"呐喊"}' })
    const { id, created_at: createdAt, ...rest } = data[0]!
    assert.match(String(id), /^[0-9a-f-]{36}$/)
    assert.equal(createdAt, '2026-11-22T04:00:00.000Z')
    assert.deepEqual(rest, {
      rev: 1,
      created_by: null,
      updated_at: '2026-11-22T04:00:00.000Z',
      updated_by: null,
      org_id: null,
      dept_id: null,
      owner_id: owner.userId,
      no: null,
      title: '呐喊',
      author: { id: famous, title: '鲁迅' },
      keeper: null,
      price: '12.50',
      weight: null,
      pages: null,
      lent: true,
      bought: null,
      seen_at: '2026-11-22T01:02:03.000Z',
      genre: null,
      status: null,
      cost: 'c1',
      card: '6222021234',
      doubled: null,
    })
  })

  test('deleted records are not listed, and the title of a deleted record is not shown', async ({
    assert,
  }) => {
    assert.deepEqual(await titles(librarian), ['Ab 彷徨', '呐喊', '残卷', '诗经'])
    const { data } = await list(librarian, { filter: '{"title":"残卷"}' })
    assert.isNull((data[0]!.author as { title: unknown }).title)
  })

  test('each role sees the rows of its scope, and roles add', async ({ assert }) => {
    assert.deepEqual(await titles(owner), ['呐喊'])
    const colleague = person(['department'], { departmentTree: [newId(), department] })
    assert.deepEqual(await titles(colleague), ['Ab 彷徨'])
    assert.deepEqual(await titles(person(['department'])), [])
    const both = person(['owner', 'department'], {
      userId: owner.userId,
      departmentTree: [department],
    })
    assert.deepEqual(await titles(both), ['Ab 彷徨', '呐喊'])
    assert.lengthOf(await titles(systemActor), 4)
  })

  test('who may not read the entity at all is denied; nobody lists a sub-table', async ({
    assert,
  }) => {
    const denied = await refusedWith(list(person(['blind'])))
    assert.deepEqual([denied.status, denied.codes], [403, ['E_ACCESS_DENIED']])
    const child = await refusedWith(listRecords(library.env, librarian, 'library.copy', {}))
    assert.deepEqual([child.status, child.codes], [405, ['E_RECORD_CHILD']])
    const unknown = await refusedWith(listRecords(library.env, librarian, 'library.nothing', {}))
    assert.deepEqual([unknown.status, unknown.codes], [404, ['E_DEFINITION_UNKNOWN']])
  })

  test('a related record outside the scope of its own entity shows its id only', async ({
    assert,
  }) => {
    const visitor = person(['visitor'])
    const { data } = await list(visitor, { sort: 'title', fields: 'title,author.rank' })
    assert.deepEqual(
      data.map((record) => record.author),
      [
        { id: famous, title: '鲁迅', rank: 1 },
        { id: famous, title: '鲁迅', rank: 1 },
        { id: (data[2]!.author as { id: string }).id, title: null, rank: null },
        { id: obscure, title: null, rank: null },
      ]
    )
  })

  test('a field is blank outside the rows on which it is given: shown, filtered, sorted, searched', async ({
    assert,
  }) => {
    const visitor = person(['visitor'], { userId: owner.userId })
    const { data } = await list(visitor, { sort: 'price', fields: 'title,price,copies.shelf' })
    assert.deepEqual(
      data.map((record) => [record.price, (record.copies as unknown[]).length]),
      [
        ['12.50', 2],
        [null, 0],
        [null, 0],
        [null, 0],
      ]
    )
    assert.deepEqual(await titles(visitor, { filter: '{"price":{"gte":"0"}}' }), ['呐喊'])
    assert.deepEqual(await titles(visitor, { filter: '{"not":{"price":{"gte":"10"}}}' }), [
      'Ab 彷徨',
      '残卷',
      '诗经',
    ])
    assert.deepEqual(await titles(visitor, { filter: '{"price":{"empty":true}}' }), [
      'Ab 彷徨',
      '残卷',
      '诗经',
    ])
    assert.deepEqual(await titles(visitor, { filter: '{"copies":{"has":{"shelf":"C"}}}' }), [])
    assert.deepEqual(await titles(visitor, { filter: '{"copies":{"has":{"shelf":"A"}}}' }), [
      '呐喊',
    ])
    assert.deepEqual(await titles(visitor, { filter: '{"author.name":{"empty":true}}' }), [
      '残卷',
      '诗经',
    ])
  })

  test('a masked field is shown masked, and refused wherever it would be compared', async ({
    assert,
  }) => {
    const desk = person(['desk'])
    const { data } = await list(desk, { sort: 'title', fields: 'card' })
    assert.deepEqual(
      data.map((record) => record.card),
      ['****', '****1234', null, null]
    )
    const queries: Record<string, string>[] = [
      { filter: '{"card":"12"}' },
      { filter: '{"card":{"empty":true}}' },
      { sort: '-card' },
    ]
    for (const query of queries) {
      const refused = await refusedWith(list(desk, query))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_FIELD_MASKED']])
    }
    // A second role that gives it in clear on some rows adds just those.
    const more = person(['desk', 'visitor'], { userId: owner.userId })
    const seen = await list(more, { sort: 'title', fields: 'card' })
    assert.deepEqual(
      seen.data.map((record) => record.card),
      ['****', '6222021234', null, null]
    )
    assert.deepEqual(await titles(more, { filter: '{"card":{"empty":false}}' }), ['呐喊'])
  })

  test('fields asks for paths and sub-tables; id and rev are always there', async ({ assert }) => {
    const query = {
      filter: '{"title":"呐喊"}',
      fields: 'author.agent,author.rank,copies.worth,copies.reader',
    }
    const { data } = await list(librarian, query)
    assert.deepEqual(data, [
      {
        id: data[0]!.id,
        rev: 1,
        author: { id: famous, title: '鲁迅', agent: null, rank: 1 },
        copies: [
          {
            id: (data[0]!.copies as { id: string }[])[0]!.id,
            worth: '1.00',
            reader: { id: famous, title: '鲁迅' },
          },
          {
            id: (data[0]!.copies as { id: string }[])[1]!.id,
            worth: '3.00',
            reader: { id: obscure, title: '佚名' },
          },
        ],
      },
    ])
    const whole = await list(librarian, { filter: '{"title":"诗经"}', fields: 'copies' })
    assert.deepEqual(Object.keys((whole.data[0]!.copies as object[])[0]!), [
      'id',
      'shelf',
      'worth',
      'reader',
    ])
  })

  test('search folds Latin letters and looks where x-search stands only', async ({ assert }) => {
    assert.deepEqual(await titles(librarian, { search: ' aB ' }), ['Ab 彷徨'])
    assert.deepEqual(await titles(librarian, { search: '经' }), ['诗经'])
    assert.deepEqual(await titles(librarian, { search: 'c1' }), [])
    assert.lengthOf(await titles(librarian, { search: ' ' }), 4)
    const authors = await listRecords(library.env, librarian, 'library.author', { search: '鲁' })
    assert.deepEqual(
      authors.data.map((record) => record.name),
      ['鲁迅']
    )
  })

  test('count is given when it is asked for', async ({ assert }) => {
    assert.deepEqual((await list(librarian)).page, { next: null })
    const { page } = await list(librarian, {
      count: 'exact',
      limit: '1',
      filter: '{"title":{"ne":"呐喊"}}',
    })
    assert.deepEqual([page.count, page.countIs], [3, 'exact'])
    assert.isString(page.next)
    assert.equal((await list(librarian, { count: 'estimate' })).page.count, 4)
  })

  test('the number of statements does not depend on the number of records', async ({ assert }) => {
    const author = await library.insert('library.author', { name: '多产' })
    const ids = await library.insertMany(
      'library.book',
      Array.from({ length: 200 }, (_, i) => ({ title: `多 ${i}`, author }))
    )
    await library.insertMany(
      'library.copy',
      ids.map((id) => ({ parent_id: id, row_no: 1, shelf: 'X', reader: author }))
    )
    const query = { filter: '{"title":{"startsWith":"多"}}', sort: 'author,-title' }
    const plain = (limit: number) =>
      library.statements(() => list(librarian, { ...query, limit: String(limit) }))
    assert.lengthOf(await plain(1), 1)
    assert.lengthOf(await plain(200), 1)
    const rich = (limit: number) =>
      library.statements(() =>
        list(librarian, {
          ...query,
          limit: String(limit),
          count: 'exact',
          fields: 'title,author.agent.name,copies',
        })
      )
    assert.lengthOf(await rich(1), 3)
    assert.lengthOf(await rich(200), 3)
  })
})
