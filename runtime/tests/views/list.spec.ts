import { test } from '@japa/runner'
import { isAsked } from '#runtime/views/state/filter_values.ts'
import { filterOf, listQuery } from '#runtime/views/state/list_query.ts'
import {
  hasSettings,
  listStateText,
  plainSettings,
  readListState,
  savedStateText,
} from '#runtime/views/state/list_state.ts'
import { nextSort, sortOf } from '#runtime/views/state/sorting.ts'
import { valueAt } from '#runtime/views/value_at.ts'
import { sampleView } from '../support/sample_view.ts'
import type { ListState } from '#runtime/views/state/list_state.ts'

const view = sampleView
const none: ListState = { view: null, saved: null, ...plainSettings }
const asked = (filters: ListState['filters'], of = view) =>
  filterOf(of, { ...plainSettings, filters })

test.group('views | filters', () => {
  test('each kind of field is asked in its own way', ({ assert }) => {
    assert.deepEqual(
      asked({
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
    const filter = asked({ at: ['2026-01-02', null] })
    const start = new Date('2026-01-02T00:00:00.000').toISOString()
    assert.deepEqual(filter, { at: { gte: start } })
  })

  test('what asks nothing, is of another kind or of no field of the bar is left out', ({
    assert,
  }) => {
    const empty = { name: '  ', kind: [], day: [null, null], km: 'abc', secret: 'x' } as const
    assert.isNull(asked(empty))
    assert.isFalse(isAsked([null, null]))
    assert.isTrue(isAsked(false))
  })

  test('the view’s own condition always holds beside the bar', ({ assert }) => {
    const where = { name: { ne: 'x' } }
    assert.deepEqual(asked({ name: 'y' }, { ...view, where }), {
      all: [where, { name: { contains: 'y' } }],
    })
    assert.deepEqual(asked({}, { ...view, where }), where)
  })
})

test.group('views | list', () => {
  test('the state of a list survives the way through the address', ({ assert }) => {
    const state: ListState = {
      view: 'vehicle.mine',
      search: '泵 & =',
      sort: '-no',
      saved: '0199d2c3-0000-7000-8000-000000000001',
      filters: { kind: ['a'], km: ['1', null], done: true, name: '"x"' },
      where: { any: [{ day: { within: 'this_month' } }, { driver: '$me' }] },
      size: 50,
      columns: [{ path: 'name', width: 240, frozen: true }, { path: 'driver.name' }],
      height: 'low',
      group: 'kind',
      totals: [{ path: 'fee', do: 'sum' }],
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
    assert.deepEqual(sortOf('-no,name', 'no'), { descending: true, place: 1, of: 2 })
    assert.isNull(sortOf('-no', 'name'))
  })

  test('a value is found along links, and own members only', ({ assert }) => {
    const record = { id: '1', driver: { id: 'u', name: '某人' }, none: null }
    assert.equal(valueAt(record, 'driver.name'), '某人')
    assert.isUndefined(valueAt(record, 'none.name'))
    assert.isUndefined(valueAt(record, 'constructor.name'))
  })

  test('an address of a saved view alone has no settings; one changed back to nothing says so', ({
    assert,
  }) => {
    const saved = 's1'
    assert.equal(savedStateText({ view: null, saved }), '?saved=s1')
    assert.isFalse(hasSettings('?view=a.b&saved=s1'))
    const own = listStateText({ ...none, saved })
    assert.isTrue(hasSettings(own))
    assert.deepEqual(readListState(own), { ...none, saved })
  })

  test('several columns are sorted by, at most three, each with its place', ({ assert }) => {
    const two = nextSort('-no', 'name', true)
    assert.equal(two, '-no,name')
    assert.equal(nextSort(two, 'name', true), '-no,-name')
    assert.equal(nextSort('-no,-name', 'name', true), '-no')
    assert.equal(nextSort('a,b,c', 'd', true), 'a,b,d')
    assert.deepEqual(sortOf('-no,name', 'name'), { descending: false, place: 2, of: 2 })
  })
})
