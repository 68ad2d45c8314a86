/** Two people change one record at once: what does not meet, merges; what meets is told row by row. */
import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { rowsOf } from '../../history/changes.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | two at once', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.each.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    return () => db.drop()
  })
  const rows = (record: object) =>
    rowsOf(record as never, db.application.entities.get('library.book')!.fields.get('copies')!)
  const cells = (record: object) => rows(record).map(({ place, number }) => [place, number])
  const create = async () => {
    const copies = ['A', 'B', 'C'].map((place, n) => ({ place, number: n + 1 }))
    const made = await keeper.create('library.book', { name: newId(), price: '1', copies })
    return { made, ids: rows(made).map((row) => String(row.id)) as [string, string, string] }
  }
  const staleOf = async (write: Promise<unknown>) => {
    const error = await write.then(
      () => null,
      (reason: unknown) => reason
    )
    if (!(error instanceof Refusal)) throw new Error('the write was not refused')
    return error.faults.map(({ code, params }) => ({ code, params }))
  }

  test('different rows, and different fields of one row, are both kept', async ({ assert }) => {
    const { made, ids } = await create()
    const [a, b, c] = ids
    await keeper.patch('library.book', made, { copies: [{ id: a, place: 'A1' }] })
    await keeper.patch('library.book', made, {
      copies: [
        { id: b, number: 20 },
        { place: 'D', number: 4 },
      ],
    })
    await keeper.patch('library.book', made, { copies: [{ id: c, $delete: true }] })
    const last = await keeper.patch('library.book', made, {
      copies: [
        { id: a, number: 10 },
        { place: 'E', number: 5 },
      ],
    })
    assert.deepEqual(cells(last), [
      ['A1', 10],
      ['B', 20],
      ['D', 4],
      ['E', 5],
    ])
    assert.deepEqual([last.rev, last.count], [5, 39])
  })

  test('the same field of a row is a conflict that names the row and both sides', async ({
    assert,
  }) => {
    const { made, ids } = await create()
    await keeper.patch('library.book', made, { copies: [{ id: ids[1], place: 'B1' }] })
    await keeper.patch(
      'library.book',
      { ...made, rev: 2 },
      {
        copies: [{ id: ids[1], place: 'B2', number: 9 }],
      }
    )
    const stale = await staleOf(
      keeper.patch('library.book', made, {
        pages: 5,
        copies: [
          { id: ids[0], place: 'A1' },
          { id: ids[1], place: 'mine' },
        ],
      })
    )
    const fields = { place: { base: 'B', theirs: 'B2', yours: 'mine' } }
    const row = { no: 2, theirs: 'changed', yours: 'changed', fields }
    const diff = { copies: { rows: { [ids[1]]: row } } }
    assert.deepEqual(stale, [{ code: 'E_RECORD_STALE', params: { rev: 3, diff } }])
  })

  test('one side removes what the other changed: a conflict; both remove: none', async ({
    assert,
  }) => {
    const { made, ids } = await create()
    const [a, b, c] = ids
    await keeper.patch('library.book', made, {
      copies: [
        { id: a, $delete: true },
        { id: b, number: 7 },
      ],
    })
    const stale = await staleOf(
      keeper.patch('library.book', made, {
        copies: [
          { id: a, place: 'mine' },
          { id: b, $delete: true },
          { id: c, place: 'free' },
        ],
      })
    )
    const changed = { number: { base: 2, theirs: 7 } }
    assert.deepEqual(stale[0]!.params, {
      rev: 2,
      diff: {
        copies: {
          rows: {
            [a]: { no: 1, theirs: 'removed', yours: 'changed', fields: {} },
            [b]: { no: 2, theirs: 'changed', yours: 'removed', fields: changed },
          },
        },
      },
    })
    const both = await keeper.patch('library.book', made, {
      copies: [
        { id: a, $delete: true },
        { id: c, place: 'C1' },
      ],
    })
    assert.deepEqual(cells(both), [
      ['B', 7],
      ['C1', 3],
    ])
  })

  test('T114 30 writers of one revision, each in a row of its own, all win', async ({ assert }) => {
    const copies = Array.from({ length: 30 }, (_, n) => ({ place: `P${n}`, number: 1 }))
    const made = await keeper.create('library.book', { name: newId(), price: '1', copies })
    const ids = rows(made).map((row) => row.id)
    await Promise.all(
      ids.map((id, n) => keeper.patch('library.book', made, { copies: [{ id, number: n + 2 }] }))
    )
    const last = await keeper.patch('library.book', { ...made, rev: 31 }, { pages: 3 })
    assert.deepEqual(
      cells(last),
      ids.map((_, n) => [`P${n}`, n + 2])
    )
  })
})
