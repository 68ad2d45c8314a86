import { test } from '@japa/runner'
import { filterOf, isAsked } from '#runtime/views/filter_values.ts'
import { listQuery } from '#runtime/views/list_query.ts'
import { listStateText, readListState } from '#runtime/views/list_state.ts'
import { directionOf, nextSort } from '#runtime/views/sorting.ts'
import { valueAt } from '#runtime/views/value_at.ts'
import { field } from './support/sample_form.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListState } from '#runtime/views/list_state.ts'

const options = [{ value: 'a', label: '甲', color: null, parent: null, off: false }]
const view: RuntimeView = {
  release: 'r',
  entity: 'vehicle.trip',
  title: '行程',
  view: null,
  titleField: 'name',
  columns: ['no', 'driver.name'].map((path) => ({
    ...{ path, title: path, width: null, sortable: true, field: field(path, 'text') },
    ...{ operators: ['eq', 'contains'], groupable: true, rows: null },
  })),
  filters: [
    field('name', 'text'),
    field('kind', 'select', { options }),
    field('done', 'boolean'),
    field('driver', 'user'),
    field('day', 'date'),
    field('at', 'datetime'),
    field('km', 'integer'),
    field('fee', 'formula', { valueType: 'money' }),
  ],
  where: null,
  sort: '-updated_at',
  limit: 20,
  fields: [],
  transitions: [],
  can: { create: true, update: true, delete: true },
}
const none: ListState = { view: null, search: '', sort: null, filters: {}, size: null }

test.group('views | filters', () => {
  test('each kind of field is asked in its own way', ({ assert }) => {
    assert.deepEqual(
      filterOf(view, {
        name: ' 泵 ',
        kind: ['a', 'b'],
        done: false,
        driver: 'u1',
        day: ['2026-01-01', '2026-01-31'],
        km: ['1', '１,000'],
        fee: [null, '5'],
      }),
      {
        name: { contains: '泵' },
        kind: { in: ['a', 'b'] },
        done: false,
        driver: 'u1',
        day: { between: ['2026-01-01', '2026-01-31'] },
        km: { between: [1, 1000] },
        fee: { lte: '5.00' },
      }
    )
  })

  test('days of a time field are whole days of the reader’s zone', ({ assert }) => {
    const filter = filterOf(view, { at: ['2026-01-02', null] })
    const start = new Date('2026-01-02T00:00:00.000').toISOString()
    assert.deepEqual(filter, { at: { gte: start } })
  })

  test('what asks nothing, is of another kind or of no field of the bar is left out', ({
    assert,
  }) => {
    const empty = { name: '  ', kind: [], day: [null, null], km: 'abc', secret: 'x' } as const
    assert.isNull(filterOf(view, empty))
    assert.isFalse(isAsked([null, null]))
    assert.isTrue(isAsked(false))
  })

  test('the view’s own condition always holds beside the bar', ({ assert }) => {
    const where = { name: { ne: 'x' } }
    assert.deepEqual(filterOf({ ...view, where }, { name: 'y' }), {
      all: [where, { name: { contains: 'y' } }],
    })
    assert.deepEqual(filterOf({ ...view, where }, {}), where)
  })
})

test.group('views | list', () => {
  test('the state of a list survives the way through the address', ({ assert }) => {
    const state: ListState = {
      view: 'vehicle.mine',
      search: '泵 & =',
      sort: '-no',
      filters: { kind: ['a'], km: ['1', null], done: true, name: '"x"' },
      size: 50,
    }
    assert.deepEqual(readListState(listStateText(state)), state)
    assert.equal(listStateText(none), '')
  })

  test('an address somebody has tampered with gives the list as it is by itself', ({ assert }) => {
    for (const f of ['{', '[]', '1', 'null', '{"a":{"b":1}}', '{"a":[1]}']) {
      assert.deepEqual(readListState(`?f=${encodeURIComponent(f)}&size=7000`), none)
    }
  })

  test('a query asks for the columns and the title, in the chosen order', ({ assert }) => {
    assert.deepEqual(listQuery(view, { ...none, search: '泵', size: 100 }), {
      fields: 'name,no,driver.name',
      filter: undefined,
      search: '泵',
      sort: '-updated_at',
      limit: 100,
    })
  })

  test('a column goes from ascending to descending and back to the view’s order', ({ assert }) => {
    const first = nextSort(null, 'no')
    const second = nextSort(first, 'no')
    assert.deepEqual([first, second, nextSort(second, 'no')], ['no', '-no', null])
    assert.equal(nextSort('-no', 'name'), 'name')
    assert.equal(directionOf('-no,name', 'no'), 'descending')
    assert.isNull(directionOf('-no,name', 'name'))
  })

  test('a value is found along links, and own members only', ({ assert }) => {
    const record = { id: '1', driver: { id: 'u', name: '某人' }, none: null }
    assert.equal(valueAt(record, 'driver.name'), '某人')
    assert.isUndefined(valueAt(record, 'none.name'))
    assert.isUndefined(valueAt(record, 'constructor.name'))
  })
})
