import { test } from '@japa/runner'
import { createPayload, patchPayload } from '#runtime/forms/payload.ts'
import { rebaseValues } from '#runtime/forms/rebase.ts'
import { me, trip } from './support/sample_form.ts'

const fields = trip.fields.filter((field) => !field.readOnly)
const rowA = { id: 'a', place: '甲', km: 1, fee: '1.00' }
const rowB = { id: 'b', place: '乙', km: 2, fee: '2.00' }
const rowC = { id: 'c', place: '丙', km: 3, fee: '3.00' }

test.group('forms | payload', () => {
  test('a new record is sent in the API’s forms, without blanks', ({ assert }) => {
    const { body } = createPayload(fields, {
      name: '行程',
      kind: null,
      driver: { id: me, title: '某人' },
      rate: '1,5',
      reason: '',
      stops: [{ $key: 'n', place: '甲', km: '12', fee: '1.00' }],
    })
    assert.deepEqual(body, {
      name: '行程',
      driver: me,
      rate: '15.00',
      stops: [{ place: '甲', km: 12 }],
    })
  })

  test('of a sub-table only what changed is sent: new, changed and removed rows', ({ assert }) => {
    const { body, locate } = patchPayload(
      fields,
      { stops: [rowA, rowB, rowC] },
      { stops: [rowA, { ...rowC, km: '4' }, { $key: 'n', place: '丁', km: null }] }
    )
    assert.deepEqual(body, {
      stops: [{ id: 'c', km: 4 }, { place: '丁' }, { id: 'b', $delete: true }],
    })
    assert.equal(locate('/stops/0/km'), '/stops/1/km')
    assert.equal(locate('/stops/1/place'), '/stops/2/place')
    assert.equal(locate('/stops/2'), '/stops/-1')
    assert.equal(locate('/name'), '/name')
  })

  test('formulas of rows are never sent, also when they changed', ({ assert }) => {
    const { body } = patchPayload(fields, { stops: [rowA] }, { stops: [{ ...rowA, fee: '9.00' }] })
    assert.deepEqual(body, {})
  })

  test('the same link and the same number written otherwise are no change', ({ assert }) => {
    const base = { driver: { id: me, title: '旧名' }, rate: '1.50' }
    const now = { driver: { id: me, title: '新名' }, rate: '1.5' }
    assert.deepEqual(patchPayload(fields, base, now).body, {})
  })
})

test.group('forms | rebase', () => {
  test('touched fields keep the typed value, untouched ones take the new', ({ assert }) => {
    const merged = rebaseValues(fields, {
      base: { name: '一', rate: '1.00', reason: '旧' },
      mine: { name: '二', rate: '1.00', reason: null },
      theirs: { name: '三', rate: '5.00', reason: '旧', rev: 7 },
    })
    assert.include(merged, { name: '二', rate: '5.00', reason: null, rev: 7 })
  })

  test('rows are merged by id, cell by cell; what I removed stays removed, what they added stays', ({
    assert,
  }) => {
    const added = { id: 'd', place: '丁', km: 9, fee: '9.00' }
    const mineNew = { $key: 'n', place: '戊', km: 5 }
    const merged = rebaseValues(fields, {
      base: { stops: [rowA, rowB, rowC] },
      mine: { stops: [{ ...rowA, km: '8' }, rowC, mineNew] },
      theirs: { stops: [{ ...rowA, place: '甲二' }, rowB, added] },
    })
    assert.deepEqual(merged.stops, [{ ...rowA, place: '甲二', km: '8' }, added, mineNew])
  })
})
