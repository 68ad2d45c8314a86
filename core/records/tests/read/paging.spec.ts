import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { listRecords } from '#core/records/read/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'

const librarian = person(['librarian'])
const visitor = person(['visitor'], { userId: newId() })
const total = 83

test.group('list_records | paging', (group) => {
  let library: Library
  group.setup(async () => {
    library = await openLibrary()
    const authors = await library.insertMany('library.author', [
      { name: 'a', rank: 1 },
      { name: null, rank: 2 },
      { name: '泵', rank: 50 },
      { name: '𝒜' },
    ])
    const pick = <T>(values: readonly T[], i: number) => values[i % values.length] ?? null
    await library.insertMany(
      'library.book',
      Array.from({ length: total }, (_, i) => ({
        title: pick(['x', 'X', null, '泵', '𝒜', '\uFFFD'], i),
        price: pick(['1.00', null, '-2.00', '1.00', '30.00'], i),
        pages: pick([1, null, 2], i),
        lent: pick([true, null, false], i),
        bought: pick(['2026-01-01', null, '2025-12-31'], i),
        seen_at: pick(['2026-01-01T00:00:00.000Z', null, '2025-12-31T23:59:59.999Z'], i),
        author: pick([...authors, null], i),
        created_at: pick(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z'], i),
        owner_id: pick([visitor.userId, null, null], i),
      }))
    )
    return () => library.close()
  })

  const orders = [
    ...['', 'id', '-id', 'title', '-title', 'price', '-price', 'pages', 'lent', '-lent', 'bought'],
    ...['-seen_at', 'created_at', '-created_at', '-created_at,-id', 'created_at,-title', 'author'],
    ...['author.name,-price', '-author.rank,title,pages', 'lent,-bought,price', 'rev,-updated_at'],
  ]
  for (const [actor, name] of [
    [librarian, 'who reads all'],
    [visitor, 'who sees some values on some rows'],
  ] as const) {
    for (const sort of orders) {
      test(`sort "${sort}" gives every record once, in one order, to one ${name}`, async ({
        assert,
      }) => {
        const ask = { ...(sort ? { sort } : {}), fields: 'title' }
        const whole = await listRecords(library.env, actor, 'library.book', {
          ...ask,
          limit: '1000',
        })
        assert.isNull(whole.page.next)
        assert.lengthOf(whole.data, total)
        const seen: string[] = []
        let next: string | null = null
        do {
          const query: Record<string, string> = {
            ...ask,
            limit: '7',
            ...(next ? { cursor: next } : {}),
          }
          const { data, page } = await listRecords(library.env, actor, 'library.book', query)
          seen.push(...data.map((record) => record.id))
          next = page.next
        } while (next)
        assert.deepEqual(
          seen,
          whole.data.map((record) => record.id)
        )
      })
    }
  }

  test('blanks come last in both directions, text goes by code point', async ({ assert }) => {
    const values = async (sort: string) => {
      const { data } = await listRecords(library.env, librarian, 'library.book', {
        sort,
        limit: '1000',
      })
      return [...new Set(data.map((record) => record[sort.replace('-', '')]))]
    }
    assert.deepEqual(await values('title'), ['X', 'x', '泵', '\uFFFD', '𝒜', null])
    assert.deepEqual(await values('-title'), ['𝒜', '\uFFFD', '泵', 'x', 'X', null])
    assert.deepEqual(await values('-price'), ['30.00', '1.00', '-2.00', null])
  })

  test('a cursor serves its own question, actor and installation only, and cannot be made up', async ({
    assert,
  }) => {
    const ask = { sort: 'title', limit: '5', filter: '{"pages":1}' }
    const { page } = await listRecords(library.env, librarian, 'library.book', ask)
    const cursor = page.next!
    const again = await listRecords(library.env, librarian, 'library.book', {
      ...ask,
      cursor,
      limit: '9',
    })
    assert.lengthOf(again.data, 9)
    const other = { ...library.env, cursorKey: randomBytes(32) }
    const [body = '', mark = ''] = cursor.split('.')
    const forged = Buffer.from(JSON.stringify([["'); DROP TABLE"], newId()])).toString('base64url')
    const attempts: Promise<unknown>[] = [
      listRecords(library.env, librarian, 'library.book', { ...ask, cursor, sort: '-title' }),
      listRecords(library.env, librarian, 'library.book', {
        ...ask,
        cursor,
        filter: '{"pages":2}',
      }),
      listRecords(library.env, librarian, 'library.book', { ...ask, cursor, search: 'x' }),
      listRecords(library.env, person(['librarian']), 'library.book', { ...ask, cursor }),
      listRecords(library.env, librarian, 'library.author', { limit: '5', cursor }),
      listRecords(other, librarian, 'library.book', { ...ask, cursor }),
      ...[
        '',
        '.',
        'a',
        body,
        `${body}.`,
        `.${mark}`,
        `${forged}.${mark}`,
        `${cursor}.x`,
        'x'.repeat(9_000),
      ].map((made) =>
        listRecords(library.env, librarian, 'library.book', { ...ask, cursor: made })
      ),
    ]
    for (const attempt of attempts) {
      const refused = await refusedWith(attempt)
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_INVALID_CURSOR']])
    }
  })
})
