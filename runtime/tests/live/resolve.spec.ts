import { test } from '@japa/runner'
import { resolveValues } from '#runtime/forms/resolve.ts'
import { conflictLines, placeKey } from '#runtime/records/conflict/conflict.ts'
import { trip } from '../support/sample_form.ts'
import type { Choice, Side } from '#runtime/forms/resolve.ts'

const fields = trip.fields.filter((field) => !field.readOnly)
const rowA = { id: 'a', place: '甲', km: 1, fee: '1.00' }
const rowB = { id: 'b', place: '乙', km: 2, fee: '2.00' }
const rowC = { id: 'c', place: '丙', km: 3, fee: '3.00' }

const base = { name: '一', reason: '旧', rate: '1.00', stops: [rowA, rowB, rowC] }
/** I renamed, changed a cell of the first row, removed the second, changed the third. */
const mine = {
  ...base,
  ...{ name: '我的', reason: '我的理由' },
  stops: [
    { ...rowA, km: '8' },
    { ...rowC, km: '7' },
  ],
}
/** They renamed, changed the same cell, changed the second row and removed the third. */
const theirs = {
  ...{ id: 'r', rev: 4, name: '他的', reason: '他的理由', rate: '5.00' },
  stops: [
    { ...rowA, km: 9 },
    { ...rowB, place: '乙二' },
  ],
}
const diff = {
  name: {},
  reason: {},
  stops: {
    rows: {
      c: { no: 3, theirs: 'removed', yours: 'changed', fields: {} },
      a: { no: 1, theirs: 'changed', yours: 'changed', fields: { km: {} } },
      b: { no: 2, theirs: 'changed', yours: 'removed', fields: { place: {} } },
    },
  },
} as const

test.group('records | conflict', () => {
  test('every place where both sides meet is a line, rows in their order', ({ assert }) => {
    const lines = conflictLines(fields, { diff, theirs }, mine)
    assert.deepEqual(
      lines.map(({ place, theirs: their, mine: my }) => [placeKey(place), their, my]),
      [
        ['name', { value: '他的' }, { value: '我的' }],
        ['reason', { value: '他的理由' }, { value: '我的理由' }],
        ['stops/a/km', { value: 9 }, { value: '8' }],
        ['stops/b', { row: { ...rowB, place: '乙二' } }, { row: null }],
        ['stops/c', { row: null }, { row: { ...rowC, km: '7' } }],
      ].sort(([a], [b]) => order(String(a)) - order(String(b)))
    )
    assert.deepInclude(lines.find(({ place }) => place.row === 'c')!.row, { no: 3 })
  })

  test('each place is decided by itself; what only one side changed stays', ({ assert }) => {
    const decide = (sides: Record<string, Side>) => {
      const choices = conflictLines(fields, { diff, theirs }, mine).map(({ place }): Choice => ({
        place,
        side: sides[placeKey(place)] ?? 'mine',
      }))
      return resolveValues(fields, { base, mine, theirs }, choices)
    }
    const own = decide({})
    assert.include(own, { name: '我的', reason: '我的理由', rate: '5.00', rev: 4 })
    const [first, again, ...none] = own.stops as Record<string, unknown>[]
    assert.deepEqual(first, { ...rowA, km: '8' })
    assert.lengthOf(none, 0)
    assert.include(again, { place: '丙', km: '7' })
    assert.notProperty(again, 'id', 'their row is gone: mine is a new one')

    const mixed = decide({ 'name': 'theirs', 'stops/a/km': 'theirs', 'stops/b': 'theirs' })
    assert.include(mixed, { name: '他的', reason: '我的理由' })
    assert.deepEqual((mixed.stops as object[]).slice(0, 2), [
      { ...rowA, km: 9 },
      { ...rowB, place: '乙二' },
    ])
    const foreign = decide({
      ...{ name: 'theirs', reason: 'theirs' },
      ...{ 'stops/a/km': 'theirs', 'stops/b': 'theirs', 'stops/c': 'theirs' },
    })
    assert.deepEqual(foreign, theirs)
  })
})

/** Lines come in the order of the form's fields. */
function order(key: string): number {
  const [field = '', row = ''] = key.split('/')
  return fields.findIndex((one) => one.key === field) * 10 + 'abc'.indexOf(row)
}
