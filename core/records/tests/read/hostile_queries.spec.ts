import { test } from '@japa/runner'
import { aggregateRecords, getRecord, listRecords, readHistory } from '#core/records/read/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'
import { sqlPayloads } from './support/sql_payloads.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

const librarian = person(['librarian'])
const desk = person(['desk'])
type Query = Record<string, string | string[]>

test.group('hostile queries', (group) => {
  let library: Library
  let book = ''
  group.setup(async () => {
    library = await openLibrary()
    const author = await library.insert('library.author', { name: '鲁迅', phone: '110' })
    book = await library.insert('library.book', { title: '呐喊', cost: 'secret', author })
    return () => library.close()
  })
  const list = (query: Query, actor = librarian) =>
    listRecords(library.env, actor, 'library.book', query)
  const aggregate = (body: unknown, actor = librarian) =>
    aggregateRecords(library.env, actor, 'library.book', body)

  test('T010 prototype keys are unknown fields, at each level and in each parameter', async ({
    assert,
  }) => {
    for (const name of [
      '__proto__',
      'constructor',
      'prototype',
      'constructor.prototype.x',
      'author.__proto__',
      '__proto__.title',
      'toString',
      'hasOwnProperty',
    ]) {
      const key = JSON.stringify(name)
      const attempts = [
        list({ filter: `{${key}:{"x":1}}` }),
        list({ filter: `{"any":[{"not":{${key}:1}}]}` }),
        list({ filter: `{"copies":{"has":{${key}:1}}}` }),
        list({ sort: name }),
        list({ fields: name }),
        aggregate(JSON.parse(`{"measures":[{"do":"count","as":"n"}],"filter":{${key}:1}}`)),
        aggregate({ measures: [{ do: 'count', as: 'n' }], groupBy: [name] }),
      ]
      for (const attempt of attempts) {
        const refused = await refusedWith(attempt)
        assert.deepEqual(
          [refused.status, [...new Set(refused.codes)]],
          [400, ['E_QUERY_UNKNOWN_FIELD']]
        )
        assert.include(refused.texts.join(), name)
      }
      const operator = await refusedWith(list({ filter: `{"title":{${key}:1}}` }))
      assert.deepEqual(operator.codes, ['E_QUERY_UNKNOWN_OPERATOR'])
      const member = await refusedWith(
        aggregate(JSON.parse(`{"measures":[{"do":"count","as":"n"}],${key}:1}`))
      )
      assert.deepEqual(member.codes, ['E_QUERY_UNKNOWN_PARAMETER'])
    }
    const proto = await refusedWith(list(JSON.parse('{"__proto__":"1"}') as Query))
    assert.deepEqual(proto.codes, ['E_QUERY_UNKNOWN_PARAMETER'])
    assert.isUndefined(({} as Record<string, unknown>).x)
  })

  test('T031 an id the actor may not see and one that never was give the same answer, byte for byte', async ({
    assert,
  }) => {
    const stranger = person(['owner'])
    const deleted = await library.insert('library.book', {
      title: 'x',
      deleted_at: '2026-01-01T00:00:00.000Z',
    })
    const missing = newId()
    for (const actor of [stranger, person(['department']), person(['blind']), person([])]) {
      for (const read of [getRecord, readHistory]) {
        const never = await refusedWith(read(library.env, actor, 'library.book', missing))
        assert.deepEqual([never.status, never.codes], [404, ['E_RECORD_NOT_FOUND']])
        for (const id of [book, deleted]) {
          const hidden = await refusedWith(read(library.env, actor, 'library.book', id))
          assert.equal(hidden.body, never.body.replaceAll(missing, id))
        }
      }
    }
    for (const id of ['', 'x', "' OR 1=1 --", `${book}x`, book.toUpperCase(), '../' + book]) {
      const refused = await refusedWith(getRecord(library.env, librarian, 'library.book', id))
      assert.deepEqual([refused.status, refused.codes], [404, ['E_RECORD_NOT_FOUND']])
    }
  })

  test('T032 a hidden field answers as one that does not exist, wherever it is named', async ({
    assert,
  }) => {
    const ways: ((field: string) => Promise<unknown>)[] = [
      ...[
        '"secret"',
        '{"eq":"secret"}',
        '{"gt":"a"}',
        '{"in":["secret"]}',
        'null',
        '{"startsWith":"s"}',
        '{"empty":false}',
        '{"nonsense":1}',
      ].map((operand) => (field: string) => list({ filter: `{"${field}":${operand}}` }, desk)),
      (field) => list({ filter: `{"not":{"any":[{"${field}":"secret"}]}}` }, desk),
      (field) => list({ sort: field }, desk),
      (field) => list({ sort: `-${field}` }, desk),
      (field) => list({ fields: `title,${field}` }, desk),
      (field) => getRecord(library.env, desk, 'library.book', book, { fields: field }),
      (field) => aggregate({ groupBy: [field], measures: [{ do: 'count', as: 'n' }] }, desk),
      (field) => aggregate({ measures: [{ do: 'sum', of: field, as: 'n' }] }, desk),
    ]
    for (const [hidden, absent] of [
      ['cost', 'tsoc'],
      ['author.phone', 'author.enohp'],
      ['author.agent.name', 'author.agent.eman'],
    ] as const) {
      for (const way of ways) {
        const one = await refusedWith(way(hidden))
        const other = await refusedWith(way(absent))
        assert.equal(one.status, 400)
        assert.deepEqual(one.codes, ['E_QUERY_UNKNOWN_FIELD'])
        assert.equal(one.body.replaceAll(hidden, absent), other.body)
      }
    }
    const { data } = await list({}, desk)
    assert.notProperty(data[0]!, 'cost')
    assert.notInclude(JSON.stringify(data), 'secret')
  })

  test('T035 four relations are too many, and each hop is checked', async ({ assert }) => {
    const queries: Query[] = [
      { filter: '{"author.agent.department.leader.name":"x"}' },
      { sort: 'author.agent.department.leader.name' },
      { fields: 'author.agent.department.leader.name' },
      { filter: `{"${Array(500).fill('author').join('.')}":"x"}` },
    ]
    for (const query of queries) {
      const refused = await refusedWith(list(query))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_TOO_COMPLEX']])
    }
    await list({ filter: '{"author.agent.department.name":"x"}' })
  })

  test('T039 page sizes and page numbers that are none are refused', async ({ assert }) => {
    for (const limit of [
      '1e9',
      '0',
      '-1',
      'NaN',
      '1001',
      '1000000',
      'all',
      '',
      ' 5',
      '5.0',
      '0x10',
      '٣',
      '１',
    ]) {
      const refused = await refusedWith(list({ limit }))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_INVALID_PARAMETER']], limit)
    }
    for (const name of [
      'offset',
      'page',
      'size',
      'pageSize',
      'skip',
      'where',
      'Filter',
      'filter[title]',
      'asOf',
      'select',
      '',
    ]) {
      const refused = await refusedWith(list({ [name]: '900000' }))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_UNKNOWN_PARAMETER']])
      assert.include(refused.texts[0]!, `“${name}”`)
    }
    for (const name of ['filter', 'sort', 'limit', 'cursor', 'fields']) {
      const refused = await refusedWith(list({ [name]: ['1', '2'] }))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_REPEATED_PARAMETER']])
    }
    const all = await refusedWith(
      list({ limit: '0', offset: '1', sort: 'x', count: 'all', filter: '{"y":1}' })
    )
    assert.lengthOf(all.codes, 5)
    const asOf = await refusedWith(
      getRecord(library.env, librarian, 'library.book', book, { asOf: '2026-01-01' })
    )
    assert.deepEqual(asOf.codes, ['E_QUERY_UNKNOWN_PARAMETER'])
  })

  test('a member given twice is refused, not dropped', async ({ assert }) => {
    const twice = [
      '{"title":"x","title":"y"}',
      '{"price":{"gt":"1","gt":"2"}}',
      '{"not":{"lent":true,"l\\u0065nt":false}}',
    ]
    for (const filter of twice) {
      const refused = await refusedWith(list({ filter }))
      assert.deepEqual([refused.status, refused.codes], [400, ['E_QUERY_INVALID_FILTER']])
    }
    await list({ filter: '{"any":[{"title":"x"},{"title":"y"}]}' })
  })

  test('T042 two hundred SQL payloads in each position: refused, or bound and found nothing', async ({
    assert,
  }) => {
    assert.lengthOf(new Set(sqlPayloads), 200)
    for (const payload of sqlPayloads) {
      const key = JSON.stringify(payload)
      const refusing: (() => Promise<unknown>)[] = [
        () => list({ filter: `{${key}:1}` }),
        () => list({ filter: `{"title":{${key}:1}}` }),
        () => list({ filter: `{"author.name":{${key}:1}}` }),
        () => list({ filter: `{"copies":{"has":{${key}:1}}}` }),
        () => list({ filter: `{"price":${key}}` }),
        () => list({ filter: `{"price":{"between":["1",${key}]}}` }),
        () => list({ filter: `{"author":{"in":[${key}]}}` }),
        () => list({ filter: `{"genre":${key}}` }),
        () => list({ filter: `{"bought":{"gt":${key}}}` }),
        () => list({ filter: `{"seen_at":{"gt":${key}}}` }),
        () => list({ filter: `{"lent":${key}}` }),
        () => list({ filter: payload }),
        () => list({ filter: `{"title":${JSON.stringify('$' + payload)}}` }),
        () => list({ filter: `{"title":${JSON.stringify('=' + payload)}}` }),
        () => list({ sort: payload }),
        () => list({ sort: `-${payload}` }),
        () => list({ sort: `title ${payload}` }),
        () => list({ fields: payload }),
        () => list({ limit: payload }),
        () => list({ count: payload }),
        () => list({ cursor: payload }),
        () => list({ [payload]: '1' }),
        () => listRecords(library.env, librarian, payload, {}),
        () => getRecord(library.env, librarian, 'library.book', payload),
        () => readHistory(library.env, librarian, 'library.book', book, { cursor: payload }),
        () => aggregate({ groupBy: [payload], measures: [{ do: 'count', as: 'n' }] }),
        () => aggregate({ measures: [{ do: payload, as: 'n' }] }),
        () => aggregate({ measures: [{ do: 'sum', of: payload, as: 'n' }] }),
        () => aggregate({ measures: [{ do: 'count', as: payload }] }),
        () => aggregate({ measures: [{ do: 'count', as: 'n' }], sort: payload }),
        () => aggregate({ measures: [{ do: 'count', as: 'n' }], limit: payload }),
        () => aggregate({ measures: [{ do: 'count', as: 'n' }], [payload]: 1 }),
        () =>
          aggregate({ measures: [{ do: 'count', as: 'n' }], filter: { title: { [payload]: 1 } } }),
      ]
      for (const [i, attempt] of refusing.entries()) {
        const statements = await library.statements(async () => {
          const refused = await refusedWith(attempt())
          assert.isTrue(refused.status >= 400 && refused.status < 500, `${payload} at ${i}`)
          assert.notMatch(refused.body, /SELECT .* FROM "|WHERE t\./)
        })
        assert.isEmpty(statements, `${payload} at ${i} reached the database`)
      }
    }
  }).timeout(120_000)

  test('T042 where any text is a fair value, it is a bound parameter and nothing else', async ({
    assert,
  }) => {
    const ask = (text: string) => async () => {
      const value = JSON.stringify(text)
      const operands = [
        value,
        `{"contains":${value}}`,
        `{"startsWith":${value}}`,
        `{"in":[${value}]}`,
      ]
      for (const operand of operands) {
        const leaves = ['title', 'author.name'].map((name) => `{"${name}":${operand}}`)
        const filter = `{"any":[${leaves.join()},{"copies":{"has":{"shelf":${operand}}}}]}`
        assert.isEmpty((await list({ filter })).data)
      }
      assert.isEmpty((await list({ search: text })).data)
    }
    const harmless = await library.statements(ask('harmless'))
    const fair = sqlPayloads.filter((text) => !text.includes('\u0000') && !/^[$=]/.test(text))
    assert.isAbove(fair.length, 180)
    for (const payload of fair) {
      const statements = await library.statements(ask(payload))
      assert.deepEqual(
        statements.map(({ sql }) => sql),
        harmless.map(({ sql }) => sql)
      )
      assert.isTrue(statements.slice(0, 3).every(({ bindings }) => bindings.includes(payload)))
    }
  }).timeout(120_000)

  test('a filter deeper or wider than its budget is refused before it costs anything', async ({
    assert,
  }) => {
    const deep = (levels: number) => '{"not":'.repeat(levels) + '{}' + '}'.repeat(levels)
    for (const filter of [
      deep(8),
      deep(100_000),
      `{"any":[${Array(201).fill('{"title":"x"}').join()}]}`,
      `{"any":[${Array(50_000).fill('{}').join()}]}`,
      `{"any":[${Array(50_000).fill('1').join()}]}`,
      `{"pages":{"in":[${Array(1_001).fill('1').join()}]}}`,
    ]) {
      const refused = await refusedWith(list({ filter }))
      assert.equal(refused.status, 400)
      assert.include(refused.codes, 'E_QUERY_TOO_COMPLEX')
      assert.isBelow(refused.codes.length, 300)
      assert.isBelow(await leastCpu(250, () => refusedWith(list({ filter }))), 250)
    }
    await list({ filter: deep(7) })
    await list({ filter: `{"any":[${Array(200).fill('{"title":"x"}').join()}]}` })
    await list({ filter: `{"pages":{"in":[${Array(1_000).fill('1').join()}]}}` })
  })
})
