import { test } from '@japa/runner'
import { compileSample, trySample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'

const money = { 'x-type': 'money' }
const formula = (source: string, words: object = { 'x-scale': 2 }) => ({
  'x-type': 'formula',
  'x-formula': source,
  ...words,
})
const rollup = (words: object, rest: object = {}) => ({
  ...{ 'x-type': 'rollup', 'x-rollup': words },
  ...rest,
})
const link = (to: string) => ({ 'x-type': 'relation', 'x-relation': { to: `library.${to}` } })
const tree = { 'x-type': 'tree_parent' }

/** A shop with orders that have rows, and a region that shops lie in. */
const world = [
  entityOf('region', {
    name: { type: 'string' },
    turnover: rollup({ from: 'library.shop', by: 'region', do: 'sum', of: 'sold' }),
  }),
  entityOf('shop', {
    region: link('region'),
    sold: rollup({
      from: 'library.order',
      by: 'shop',
      do: 'sum',
      of: 'total',
      where: { paid: true },
    }),
    orders: rollup({ from: 'library.order', by: 'shop', do: 'count' }),
    mean: rollup({ from: 'library.order', by: 'shop', do: 'avg', of: 'size' }),
    last: rollup({ from: 'library.order', by: 'shop', do: 'max', of: 'on' }),
    abroad: rollup({
      ...{ from: 'library.order', by: 'shop', do: 'count' },
      where: { 'buyer.region.name': 'x' },
    }),
    label: formula('=region.name', {}),
  }),
  entityOf('order', {
    shop: link('shop'),
    buyer: link('shop'),
    paid: { type: 'boolean' },
    on: { type: 'string', format: 'date' },
    size: { type: 'integer' },
    rows: { 'x-type': 'children', 'x-entity': 'library.row' },
    total: formula('=SUM(rows.price)'),
    dear: rollup({ from: 'library.row', do: 'sum', of: 'price', where: { price: { gt: '10' } } }),
    where_to: formula('=shop.label', {}),
  }),
  entityOf(
    'row',
    { price: money, at: link('shop'), place: formula('=at.region.name', {}) },
    { parent: 'library.order' }
  ),
]

test.group('rollups', () => {
  test('look like what they gather', ({ assert }) => {
    const shop = compileSample(...world).entities.get('library.shop')!
    const looks = ['sold', 'orders', 'mean', 'last'].map((key) => {
      const { type, scale, readOnly, column } = shop.fields.get(key)!
      return [type.name, type.resultType, scale, readOnly, column !== null]
    })
    assert.deepEqual(looks, [
      ['rollup', 'decimal', 2, true, true],
      ['rollup', 'integer', 0, true, true],
      ['rollup', 'decimal', 2, true, true],
      ['rollup', 'date', 0, true, true],
    ])
  })

  test('over own rows are computed with the record, others are not', ({ assert }) => {
    const app = compileSample(...world)
    const keys = (name: string) =>
      app.entities.get(`library.${name}`)!.formulas.map((field) => field.key)
    assert.sameMembers(keys('order'), ['total', 'dear', 'where_to'])
    assert.deepEqual(keys('shop'), ['label'])
    assert.deepEqual(app.entities.get('library.order')!.fields.get('dear')!.rollup?.dependencies, [
      'rows',
      'rows.price',
    ])
  })

  test('who reads an entity from elsewhere is known, with the way there', ({ assert }) => {
    const { dependents } = compileSample(...world)
    const rollups = [...dependents.rollups].map(([from, list]) => [
      from,
      list.map(({ entity, field }) => `${entity}.${field.key}`),
    ])
    assert.sameDeepMembers(rollups, [
      ['library.shop', ['library.region.turnover']],
      [
        'library.order',
        ['sold', 'orders', 'mean', 'last', 'abroad'].map((key) => `library.shop.${key}`),
      ],
    ])
    const readers = (key: string) =>
      (dependents.readers.get(`library.${key}`) ?? []).map((reader) => [
        reader.hops.map(({ kind, from }) => `${kind} ${from.slice(8)}`).join(' > '),
        reader.keys.join(),
        reader.fields.map(({ entity, field }) => `${entity.slice(8)}.${field.key}`).join(),
      ])
    assert.sameDeepMembers(readers('region'), [
      ['link shop', 'name', 'shop.label'],
      ['back shop > link order > link shop', 'name', 'shop.abroad'],
      ['link row > link shop', 'name', 'row.place'],
    ])
    assert.sameDeepMembers(readers('shop'), [
      ['back shop > link order', 'region', 'shop.abroad'],
      ['link order', 'label', 'order.where_to'],
      ['link row', 'region', 'row.place'],
    ])
    const rank = (name: string) => dependents.ranks.get(`library.${name}`)!
    assert.isBelow(rank('order#total'), rank('shop#sold'))
    assert.isBelow(rank('shop#sold'), rank('region#turnover'))
    assert.isBelow(rank('shop#label'), rank('order#where_to'))
  })

  test('circles across entities are refused with every name', ({ assert }) => {
    const a = entityOf('a', {
      b: link('b'),
      x: formula('=b.sum'),
    })
    const b = entityOf('b', { sum: rollup({ from: 'library.a', by: 'b', do: 'sum', of: 'x' }) })
    const { problems } = trySample(a, b)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['E_DEFINITION_CYCLE']
    )
    assert.deepEqual(problems[0]?.params?.cycle, ['library.a.x', 'library.b.sum', 'library.a.x'])
  })

  test('along a tree a total may gather totals, but not up and down at once', ({ assert }) => {
    const task = (further: object) =>
      entityOf('task', {
        above: tree,
        own: money,
        below: rollup({ from: 'library.task', by: 'above', do: 'sum', of: 'total' }),
        total: formula('=own + below'),
        ...further,
      })
    assert.deepEqual(findings(task({})), [])
    assert.deepEqual(findings(task({ level: formula('=above.level + 1') })), [])
    const both = trySample(task({ own: formula('=above.total / 2') })).problems
    assert.deepEqual(
      both.map(({ code }) => code),
      ['E_DEFINITION_CYCLE']
    )
    const plain = task({ above: link('task') })
    assert.deepEqual(
      findings(plain).map((line) => line.split(' ')[0]),
      ['E_DEFINITION_CYCLE']
    )
  })

  test('a condition over the record alone is near, one beyond it is not', ({ assert }) => {
    const shop = compileSample(...world).entities.get('library.shop')!
    assert.isTrue(shop.fields.get('sold')!.rollup!.isNear)
    assert.isFalse(shop.fields.get('abroad')!.rollup!.isNear)
  })
})
