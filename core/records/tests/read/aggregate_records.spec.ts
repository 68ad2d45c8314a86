import { test } from '@japa/runner'
import { aggregateRecords } from '#core/records/read/index.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'

const librarian = person(['librarian'])
const visitor = person(['visitor'])

test.group('aggregate_records', (group) => {
  let library: Library
  let famous = ''
  let obscure = ''
  group.setup(async () => {
    library = await openLibrary()
    famous = await library.insert('library.author', { name: '鲁迅', rank: 1 })
    obscure = await library.insert('library.author', { name: '佚名', rank: 99 })
    await library.insertMany('library.book', [
      {
        title: 'a',
        author: famous,
        price: '9999999999999.99',
        pages: 3,
        genre: 'novel',
        owner_id: visitor.userId,
      },
      {
        title: 'b',
        author: famous,
        price: '9999999999999.99',
        pages: 9007199254740991,
        genre: 'novel',
      },
      { title: 'c', author: obscure, price: '-0.01', pages: 2, genre: 'law' },
      { title: 'd', author: null, price: null, genre: null },
      {
        title: 'e',
        author: famous,
        price: '5.00',
        genre: 'law',
        deleted_at: '2026-01-01T00:00:00.000Z',
      },
    ])
    return () => library.close()
  })
  const aggregate = (body: unknown, actor = librarian) =>
    aggregateRecords(library.env, actor, 'library.book', body)
  const count = { do: 'count', as: 'n' }
  const price = { do: 'sum', of: 'price', as: 'total' }

  test('counts and sums of everything readable; sums are exact text at the scale of the field', async ({
    assert,
  }) => {
    const { data } = await aggregate({
      measures: [count, price, { do: 'sum', of: 'pages', as: 'pages' }],
    })
    assert.deepEqual(data, [{ n: 4, total: '19999999999999.97', pages: '9007199254740996' }])
    const none = await aggregate({ measures: [count, price], filter: { title: 'nothing' } })
    assert.deepEqual(none.data, [{ n: 0, total: null }])
  })

  test('groups by fields and paths, blanks last, titles of related records', async ({ assert }) => {
    const byGenre = await aggregate({ groupBy: ['genre'], measures: [count, price] })
    assert.deepEqual(byGenre.data, [
      { genre: 'law', n: 1, total: '-0.01' },
      { genre: 'novel', n: 2, total: '19999999999999.98' },
      { genre: null, n: 1, total: null },
    ])
    const byAuthor = await aggregate({
      groupBy: ['author'],
      measures: [count],
      sort: '-n',
      filter: { author: { empty: false } },
    })
    assert.deepEqual(byAuthor.data, [
      { author: { id: famous, title: '鲁迅' }, n: 2 },
      { author: { id: obscure, title: '佚名' }, n: 1 },
    ])
    const byRank = await aggregate({
      groupBy: ['author.rank', 'genre'],
      measures: [price],
      sort: '-total',
      limit: 1,
    })
    assert.deepEqual(byRank.data, [
      { 'author.rank': 1, 'genre': 'novel', 'total': '19999999999999.98' },
    ])
  })

  test('what the actor may not see counts as blank, in groups and in sums', async ({ assert }) => {
    const { data } = await aggregate(
      { groupBy: ['author.name'], measures: [count, price] },
      visitor
    )
    assert.deepEqual(data, [
      { 'author.name': '鲁迅', 'n': 2, 'total': '9999999999999.99' },
      { 'author.name': null, 'n': 2, 'total': null },
    ])
    const byPrice = await aggregate({ groupBy: ['price'], measures: [count] }, visitor)
    assert.deepEqual(byPrice.data, [
      { price: '9999999999999.99', n: 1 },
      { price: null, n: 3 },
    ])
  })

  test('masked fields cannot be grouped or summed', async ({ assert }) => {
    const refused = await refusedWith(
      aggregate({ groupBy: ['card'], measures: [count] }, person(['desk']))
    )
    assert.deepEqual(refused.codes, ['E_QUERY_FIELD_MASKED'])
  })

  test('a body that is not understood is refused with all its faults', async ({ assert }) => {
    const cases: [unknown, string[]][] = [
      [null, ['E_QUERY_INVALID_PARAMETER', 'E_QUERY_INVALID_PARAMETER']],
      [{ measures: [] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], having: {} }, ['E_QUERY_UNKNOWN_PARAMETER']],
      [{ measures: [{ ...count, by: 1 }] }, ['E_QUERY_UNKNOWN_PARAMETER']],
      [{ measures: [{ do: 'avg', of: 'price', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [{ do: 'sum', of: 'title', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [{ do: 'sum', of: 'copies.worth', as: 'x' }] }, ['E_QUERY_INVALID_FILTER']],
      [{ measures: [{ do: 'count', as: 'N' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [
        { measures: [count, { ...price, as: 'n' }] },
        ['E_QUERY_INVALID_PARAMETER', 'E_QUERY_INVALID_PARAMETER'],
      ],
      [{ measures: [count], groupBy: 'genre' }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], groupBy: ['genre', 'genre'] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], groupBy: ['copies'] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], limit: 1001 }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], limit: '10' }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], sort: 'title' }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [count], filter: [] }, ['E_QUERY_INVALID_FILTER']],
      [
        { measures: [count], filter: { titel: 1 }, groupBy: ['gnre'] },
        ['E_QUERY_UNKNOWN_FIELD', 'E_QUERY_UNKNOWN_FIELD'],
      ],
    ]
    for (const [body, codes] of cases) {
      const refused = await refusedWith(aggregate(body))
      assert.deepEqual([refused.status, refused.codes], [400, codes], JSON.stringify(body))
    }
    const denied = await refusedWith(aggregate({ measures: [count] }, person([])))
    assert.equal(denied.status, 403)
  })
})
