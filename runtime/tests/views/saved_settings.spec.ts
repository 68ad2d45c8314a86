import { test } from '@japa/runner'
import { plainSettings } from '#runtime/views/state/list_state.ts'
import { configOf, isSameSetup, settingsOf } from '#runtime/views/state/view_settings.ts'
import { savedInUse } from '#runtime/views/state/list_setup.ts'
import { movedColumn } from '#runtime/views/columns/moved_column.ts'
import { sampleView as view } from '../support/sample_view.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { ListSettings } from '#runtime/views/state/list_state.ts'

const settings: ListSettings = {
  search: '泵',
  sort: '-km,name',
  filters: {
    name: '桂林',
    kind: ['a'],
    done: false,
    driver: 'u1',
    day: ['2026-01-01', null],
    at: ['2026-01-02', '2026-01-03'],
    km: ['1', '20'],
  },
  where: { stops: { has: { place: '梧州' } } },
  size: 50,
  columns: [{ path: 'name', width: 240, frozen: true }, { path: 'km' }],
  height: 'high',
  group: 'kind',
  totals: [{ path: 'km', do: 'sum' }],
}

const saved = (id: string, more: Partial<SavedView> = {}): SavedView => ({
  ...{ id, rev: 1, title: id, shared: false, mine: true, isDefault: false },
  ...{ owner: { id: 'u', title: null }, config: {}, dropped: {} },
  ...more,
})

test.group('views | saved', () => {
  test('what is saved of a list comes back, the query bar in its own controls', ({ assert }) => {
    const config = JSON.parse(JSON.stringify(configOf(view, settings)))
    assert.deepEqual(settingsOf(view, config), settings)
    assert.deepEqual(configOf(view, plainSettings), {})
    assert.deepEqual(settingsOf(view, {}), plainSettings)
  })

  test('a condition the query bar cannot show stays with the builder', ({ assert }) => {
    const filter = { name: { startsWith: '桂' }, driver: '$me', km: { gt: 3 } }
    const read = settingsOf(view, { filter })
    assert.deepEqual([read.filters, read.where], [{}, filter])
  })

  test('two conditions on one field, of bar and builder, are both kept', ({ assert }) => {
    const both = { ...plainSettings, filters: { name: '桂' }, where: { name: { ne: '桂林' } } }
    const config = configOf(view, both)
    assert.deepEqual(config.filter, { name: { contains: '桂' }, all: [{ name: { ne: '桂林' } }] })
    assert.isTrue(isSameSetup(view, both, settingsOf(view, config)))
  })

  test('lists are alike when they show the same, wherever their conditions are kept', ({
    assert,
  }) => {
    const bar = { ...plainSettings, filters: { name: '桂' } }
    const built = { ...plainSettings, where: { name: { contains: '桂' } } }
    assert.isTrue(isSameSetup(view, bar, built))
    assert.isFalse(isSameSetup(view, bar, { ...bar, size: 100 }))
    const columns = [{ path: 'name' }]
    const frozen = [{ path: 'name', frozen: false }]
    assert.isTrue(isSameSetup(view, { ...bar, columns }, { ...bar, columns: frozen }))
  })

  test('an address opens the view it names, else the default, unless it says how the list is', ({
    assert,
  }) => {
    const views = [saved('s1'), saved('s2', { isDefault: true, config: { view: 'a.b' } })]
    const used = (search: string) => savedInUse(search, views)?.id ?? null
    assert.equal(used(''), 's2')
    assert.equal(used('?view=a.b'), 's2')
    assert.isNull(used('?view=a.other'))
    assert.equal(used('?saved=s1'), 's1')
    assert.isNull(used('?saved=-'))
    assert.isNull(used('?q=x'))
    assert.isNull(used('?saved=gone'))
  })

  test('a column moves to another place, never out of the list', ({ assert }) => {
    assert.deepEqual(movedColumn(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a'])
    assert.deepEqual(movedColumn(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
    assert.deepEqual(movedColumn(['a', 'b'], 0, -1), ['a', 'b'])
    assert.deepEqual(movedColumn(['a', 'b'], 1, 9), ['a', 'b'])
  })
})
