import { test } from '@japa/runner'
import { filterKey, parseFilter } from '#engine/filters/index.ts'
import { guardContext, tripContext } from './sample.ts'

const id = '01a202fd-0ebe-7058-8421-7f22b48f76ab'

test.group('parse_filter | what is read', () => {
  const same: [string, unknown, unknown][] = [
    ['a bare value is eq', { name: 'a' }, { name: { eq: 'a' } }],
    ['members side by side mean all', { name: 'a', km: 1 }, { all: [{ name: 'a' }, { km: 1 }] }],
    [
      'operators side by side mean all',
      { km: { gt: 1, lt: 5 } },
      { all: [{ km: { gt: 1 } }, { km: { lt: 5 } }] },
    ],
    ['decimals are brought to the scale of their field', { fee: '1.5' }, { fee: '1.50' }],
    [
      'times are brought to UTC',
      { left_at: '2026-11-22T12:00:00+08:00' },
      { left_at: '2026-11-22T04:00:00.000Z' },
    ],
    ['blanks in a list are nothing', { km: { in: [1, null] } }, { km: { in: [1] } }],
    ['a blank value is blank, however it is written', { name: null }, { name: '' }],
  ]
  for (const [title, left, right] of same) {
    test(title, ({ assert }) => {
      const [one, other] = [parseFilter(left, tripContext), parseFilter(right, tripContext)]
      assert.deepEqual([one.problems, other.problems], [[], []])
      assert.equal(filterKey(one.node), filterKey(other.node))
    })
  }

  const fine: unknown[] = [
    {},
    { not: {} },
    { any: [{}] },
    {
      id,
      rev: { gt: 1 },
      created_at: { gte: '2026-01-01T00:00:00Z' },
      created_by: '$me',
      updated_by: id,
    },
    {
      updated_at: { lt: '$now' },
      org_id: '$my_organization',
      dept_id: { in: '$my_department_tree' },
      owner_id: { ne: '$me' },
    },
    { vehicle: { in: '$my_vehicles' }, driver: '$me', day: { between: ['$today', '2026-12-31'] } },
    {
      'vehicle.next.next.plate': 'x',
      'vehicle.keeper.name': { startsWith: 'x' },
      'vehicle.created_at': { empty: false },
    },
    { stops: { has: { place: 'x', minutes: { gt: 5 }, row_no: 1 } } },
    { stops: { has: {} } },
    { stops: { empty: true }, kind: { nin: ['road'] }, paid: false },
    { name: { in: [] } },
  ]
  for (const raw of fine) {
    test(`${JSON.stringify(raw)} has no problem`, ({ assert }) => {
      assert.deepEqual(parseFilter(raw, tripContext).problems, [])
    })
  }

  test('an expression stands for a value where it may, and has its type', ({ assert }) => {
    assert.deepEqual(
      parseFilter({ fee: { gt: '=limit * 2' }, day: '=day' }, guardContext).problems,
      []
    )
    const wrong = parseFilter({ fee: { gt: '=name' }, day: '=nothing' }, guardContext).problems
    assert.deepEqual(
      wrong.map(({ code, pointer }) => [code, pointer]),
      [
        ['E_QUERY_INVALID_VALUE', '/fee/gt'],
        ['E_QUERY_INVALID_VALUE', '/day'],
      ]
    )
  })

  test('definitions that say the same have the same key, others do not', ({ assert }) => {
    const key = (raw: unknown) => filterKey(parseFilter(raw, tripContext).node)
    assert.notEqual(key({ driver: '$me' }), key({ driver: { ne: '$me' } }))
    assert.notEqual(
      key({ stops: { has: { place: 'a' } } }),
      key({ stops: { has: { place: 'b' } } })
    )
    assert.notEqual(key({ km: 1 }), key({ km: { in: [1] } }))
    assert.notEqual(
      key({ 'vehicle.created_at': { empty: true } }),
      key({ created_at: { empty: true } })
    )
  })
})

test.group('parse_filter | what is refused', () => {
  const field = 'E_QUERY_UNKNOWN_FIELD'
  const operator = 'E_QUERY_UNKNOWN_OPERATOR'
  const value = 'E_QUERY_INVALID_VALUE'
  const filter = 'E_QUERY_INVALID_FILTER'
  const complex = 'E_QUERY_TOO_COMPLEX'
  const cases: [unknown, string, string][] = [
    ...[null, 1, 'x', [], true].map((raw): [unknown, string, string] => [raw, filter, '']),
    [new (class Odd {})(), filter, ''],
    [{ any: [] }, filter, '/any'],
    [{ all: [] }, filter, '/all'],
    [{ any: {} }, filter, '/any'],
    [{ all: [1] }, filter, '/all/0'],
    [{ not: [] }, filter, '/not'],
    [{ name: {} }, filter, '/name'],
    [{ name: new Date() }, filter, '/name'],
    [{ 'stops.place': 'x' }, filter, '/stops.place'],
    [{ nothing: 1 }, field, '/nothing'],
    [{ 'a/b~': 1 }, field, '/a~1b~0'],
    [{ 'name.x': 1 }, field, '/name.x'],
    [{ 'vehicle.': 1 }, field, '/vehicle.'],
    [{ '': 1 }, field, '/'],
    [{ deleted_at: { empty: true } }, field, '/deleted_at'],
    [{ parent_id: id }, field, '/parent_id'],
    [{ stops: { has: { owner_id: id } } }, field, '/stops/has/owner_id'],
    [{ stops: { has: { nothing: 1 } } }, field, '/stops/has/nothing'],
    [JSON.parse('{"__proto__":{"x":1}}'), field, '/__proto__'],
    [JSON.parse('{"name":{"__proto__":1}}'), operator, '/name/__proto__'],
    [{ constructor: 1 }, field, '/constructor'],
    [{ name: { EQ: 'a' } }, operator, '/name/EQ'],
    [{ name: { $ne: 'a' } }, operator, '/name/$ne'],
    [{ name: { gt: 'a' } }, operator, '/name/gt'],
    [{ name: { has: {} } }, operator, '/name/has'],
    [{ km: { contains: '1' } }, operator, '/km/contains'],
    [{ kind: { startsWith: 'r' } }, operator, '/kind/startsWith'],
    [{ vehicle: { gt: id } }, operator, '/vehicle/gt'],
    [{ stops: 'x' }, operator, '/stops'],
    [{ stops: { eq: 'x' } }, operator, '/stops/eq'],
    [{ day: { during: 'today' } }, operator, '/day/during'],
    [{ name: ['a'] }, value, '/name'],
    [{ name: 1 }, value, '/name'],
    [{ name: { eq: {} } }, value, '/name/eq'],
    [{ name: { contains: 1 } }, value, '/name/contains'],
    [{ name: 'a\u0000' }, value, '/name'],
    [{ name: { contains: '\ud800' } }, value, '/name/contains'],
    [{ km: '1' }, value, '/km'],
    [{ km: 1.5 }, value, '/km'],
    [{ fee: 1 }, value, '/fee'],
    [{ fee: '1.001' }, value, '/fee'],
    [{ day: '2026-02-30' }, value, '/day'],
    [{ left_at: '2026-11-22' }, value, '/left_at'],
    [{ paid: 'true' }, value, '/paid'],
    [{ vehicle: 'x' }, value, '/vehicle'],
    [{ id: 1 }, value, '/id'],
    [{ kind: 'rail' }, value, '/kind'],
    [{ kind: { in: ['road', 'rail'] } }, value, '/kind/in/1'],
    [{ name: { empty: 'yes' } }, value, '/name/empty'],
    [{ km: { between: [1] } }, value, '/km/between'],
    [{ km: { between: [1, 'x'] } }, value, '/km/between/1'],
    [{ km: { in: 1 } }, value, '/km/in'],
    [{ km: { in: [[1]] } }, value, '/km/in/0'],
    [{ driver: { in: ['$me'] } }, value, '/driver/in/0'],
    [{ driver: '$nobody' }, value, '/driver'],
    [{ name: '$me' }, value, '/name'],
    [{ name: '$5' }, value, '/name'],
    [{ day: '$now' }, value, '/day'],
    [{ left_at: { lt: '$today' } }, value, '/left_at/lt'],
    [{ vehicle: '$my_vehicles' }, value, '/vehicle'],
    [{ dept_id: { ne: '$my_department_tree' } }, value, '/dept_id/ne'],
    [{ name: '=name' }, value, '/name'],
    [{ stops: { has: 1 } }, filter, '/stops/has'],
    [{ 'vehicle.next.next.next.plate': 'x' }, complex, '/vehicle.next.next.next.plate'],
    [
      { not: { not: { not: { not: { not: { not: { not: { not: {} } } } } } } } },
      complex,
      '/not/not/not/not/not/not/not/not',
    ],
    [{ km: { in: Array(1_001).fill(1) } }, complex, '/km/in'],
    [{ any: Array(201).fill({ km: 1 }) }, complex, ''],
  ]
  for (const [raw, code, pointer] of cases) {
    test(`${JSON.stringify(raw).slice(0, 60)} is ${code} at "${pointer}"`, ({ assert }) => {
      const { node, problems } = parseFilter(raw, tripContext)
      assert.deepEqual(
        problems.map((problem) => [problem.code, problem.pointer]),
        [[code, pointer]]
      )
      assert.equal(node.op, 'false')
      assert.isNotEmpty(problems[0]!.zh)
      assert.isNotEmpty(problems[0]!.en)
    })
  }

  test('all problems are told at once', ({ assert }) => {
    const { problems } = parseFilter({ nme: 1, km: 'x', any: [{ day: { on: 1 } }] }, tripContext)
    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      ['/nme', '/km', '/any/0/day/on']
    )
  })

  test('T032 what is not readable and what does not exist have the same text', ({ assert }) => {
    const context = { ...tripContext, readable: (_: unknown, name: string) => name !== 'fee' }
    const hidden = parseFilter({ fee: { gt: 'x' } }, context).problems
    const absent = parseFilter({ eef: { gt: 'x' } }, context).problems
    assert.equal(JSON.stringify(hidden).replaceAll('fee', 'eef'), JSON.stringify(absent))
  })

  test('a masked field is refused by name, on paths too', ({ assert }) => {
    const context = { ...tripContext, masked: (_: unknown, name: string) => name === 'plate' }
    const { problems } = parseFilter({ 'vehicle.plate': { empty: true } }, context)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['E_QUERY_FIELD_MASKED']
    )
  })
})
