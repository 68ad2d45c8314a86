import { test } from '@japa/runner'
import { aggregateRecords } from '#core/records/read/index.ts'
import { noon, openLibrary, person } from './support/open_library.ts'
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

  test('averages are exact, four digits longer than the field, half up away from zero', async ({
    assert,
  }) => {
    const average = { do: 'avg', of: 'price', as: 'mean' }
    const pages = { do: 'avg', of: 'pages', as: 'pages' }
    const { data } = await aggregate({ groupBy: ['genre'], measures: [average, pages] })
    assert.deepEqual(data, [
      { genre: 'law', mean: '-0.010000', pages: '2.0000' },
      { genre: 'novel', mean: '9999999999999.990000', pages: '4503599627370497.0000' },
      { genre: null, mean: null, pages: null },
    ])
    const three = await aggregate({ measures: [average, pages] })
    // 19999999999999.97 / 3 and 9007199254740996 / 3
    assert.deepEqual(three.data, [{ mean: '6666666666666.656667', pages: '3002399751580332.0000' }])
  })

  test('counts of values and of different values, the least and the largest', async ({
    assert,
  }) => {
    const measures = [
      { do: 'count', of: 'genre', as: 'genres' },
      { do: 'count_distinct', of: 'genre', as: 'different' },
      { do: 'count_distinct', of: 'author.name', as: 'authors' },
      { do: 'min', of: 'price', as: 'cheapest' },
      { do: 'max', of: 'price', as: 'dearest' },
      { do: 'max', of: 'pages', as: 'thickest' },
      { do: 'min', of: 'created_at', as: 'first' },
      { do: 'max', of: 'author.rank', as: 'rank' },
    ]
    const { data } = await aggregate({ measures })
    const facts = { genres: 3, different: 2, authors: 2, thickest: 9007199254740991, rank: 99 }
    const [cheapest, dearest] = ['-0.01', '9999999999999.99']
    assert.deepEqual(data, [{ ...facts, cheapest, dearest, first: noon }])
    const none = await aggregate({ measures, filter: { title: 'nothing' } })
    const blank = { cheapest: null, dearest: null, thickest: null, first: null, rank: null }
    assert.deepEqual(none.data, [{ ...blank, genres: 0, different: 0, authors: 0 }])
  })

  test('having keeps the groups whose measures meet a condition, before sort and limit', async ({
    assert,
  }) => {
    const mean = { do: 'avg', of: 'price', as: 'mean' }
    const latest = { do: 'max', of: 'created_at', as: 'latest' }
    const measures = [count, price, mean, latest]
    const genres = async (having: unknown, more = {}) => {
      const { data } = await aggregate({ groupBy: ['genre'], measures, having, ...more })
      return data.map(({ genre }) => genre)
    }
    assert.deepEqual(await genres({ n: { gte: 2 } }), ['novel'])
    assert.deepEqual(await genres({ total: { lt: '0' } }), ['law'])
    assert.deepEqual(await genres({ total: '19999999999999.98' }), ['novel'])
    assert.deepEqual(await genres({ total: { in: ['-0.01', '1'] } }), ['law'])
    assert.deepEqual(await genres({ mean: { between: ['-0.010000', '0'] } }), ['law'])
    assert.deepEqual(await genres({ total: { empty: true } }), [null])
    assert.deepEqual(await genres({ not: { total: { lt: '0' } } }), ['novel', null])
    assert.deepEqual(await genres({ any: [{ n: 2 }, { total: { empty: true } }] }), ['novel', null])
    assert.deepEqual(await genres({ latest: { lte: '$now' } }), ['law', 'novel', null])
    assert.deepEqual(await genres({}, { sort: '-mean' }), ['novel', 'law', null])
    assert.deepEqual(await genres({}, { sort: 'total', limit: 1 }), ['law'])
    const all = await aggregate({ measures: [count], having: { n: { gt: 4 } } })
    assert.deepEqual(all.data, [])
  })

  test('no sum overflows, whatever its size, and it sorts and compares as a number', async ({
    assert,
  }) => {
    const large = Array.from({ length: 1_100 }, (_, i) => ({
      title: `large ${i}`,
      pages: i % 2 === 0 ? Number.MAX_SAFE_INTEGER : -1,
      genre: i % 2 === 0 ? 'novel' : 'law',
    }))
    const huge = Array.from({ length: 1_100 }, (_, i) => ({
      title: `large x${i}`,
      pages: Number.MAX_SAFE_INTEGER,
      genre: 'novel',
    }))
    await library.insertMany('library.book', [...large, ...huge])
    const sum = { do: 'sum', of: 'pages', as: 'sum' }
    const measures = [sum, { do: 'avg', of: 'pages', as: 'mean' }]
    const question = { groupBy: ['genre'], measures, filter: { title: { startsWith: 'large' } } }
    const novels = { genre: 'novel', sum: '14861878770322635150', mean: '9007199254740991.0000' }
    const laws = { genre: 'law', sum: '-550', mean: '-1.0000' }
    assert.deepEqual((await aggregate({ ...question, sort: '-sum' })).data, [novels, laws])
    assert.deepEqual((await aggregate({ ...question, sort: 'sum' })).data, [laws, novels])
    const having = { sum: { gt: '14861878770322635149' } }
    assert.deepEqual((await aggregate({ ...question, having })).data, [novels])
  })

  test('what the actor may not see is in no measure and no condition on one', async ({
    assert,
  }) => {
    const measures = [
      { do: 'avg', of: 'price', as: 'mean' },
      { do: 'min', of: 'price', as: 'least' },
      { do: 'count_distinct', of: 'price', as: 'different' },
    ]
    const filter = { title: { in: ['a', 'b', 'c', 'd'] } }
    const { data } = await aggregate({ measures, filter }, visitor)
    const [mean, least] = ['9999999999999.990000', '9999999999999.99']
    assert.deepEqual(data, [{ mean, least, different: 1 }])
    const hidden = await aggregate({ measures, filter, having: { least: '-0.01' } }, visitor)
    assert.deepEqual(hidden.data, [])
    for (const does of ['avg', 'min', 'max', 'count', 'count_distinct']) {
      const refused = await refusedWith(
        aggregate({ measures: [{ do: does, of: 'card', as: 'x' }] }, person(['desk']))
      )
      assert.deepEqual(refused.codes, ['E_QUERY_FIELD_MASKED'], does)
    }
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
      [{ measures: [count], havng: {} }, ['E_QUERY_UNKNOWN_PARAMETER']],
      [{ measures: [count], having: { title: 'a' } }, ['E_QUERY_UNKNOWN_FIELD']],
      [{ measures: [count], having: { rev: 1 } }, ['E_QUERY_UNKNOWN_FIELD']],
      [{ measures: [count], having: { n: { contains: '1' } } }, ['E_QUERY_UNKNOWN_OPERATOR']],
      [{ measures: [count, price], having: { total: { gt: 5 } } }, ['E_QUERY_INVALID_VALUE']],
      [{ measures: [count, price], having: { total: '0.001' } }, ['E_QUERY_INVALID_VALUE']],
      [{ measures: [{ ...count, by: 1 }] }, ['E_QUERY_UNKNOWN_PARAMETER']],
      [{ measures: [{ do: 'median', of: 'price', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [{ do: 'avg', of: 'title', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [{ do: 'avg', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [{ measures: [{ do: 'max', of: 'author', as: 'x' }] }, ['E_QUERY_INVALID_PARAMETER']],
      [
        { measures: [{ do: 'count_distinct', of: 'copies', as: 'x' }] },
        ['E_QUERY_INVALID_PARAMETER'],
      ],
      [{ measures: [{ do: 'count', as: 'any' }] }, ['E_QUERY_INVALID_PARAMETER']],
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
