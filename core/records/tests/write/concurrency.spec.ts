import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | concurrency', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.each.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    return () => db.drop()
  })
  const book = (more: object = {}) => ({ name: newId(), price: '1', ...more })

  test('T117 50 parallel writers number without gap and none twice, also when some are refused', async ({
    assert,
  }) => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        keeper.create('library.book', book(n % 5 === 0 ? { isbn: '0001' } : {}))
      )
    )
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    assert.lengthOf(made, 41)
    const numbers = made.map((record) => String(record.no)).sort()
    assert.deepEqual(
      numbers,
      Array.from({ length: 41 }, (_, n) => `B-2026-${String(n + 1).padStart(3, '0')}`)
    )
  })

  test('T117 numbers begin again with the year in the zone of the organisation, deleted ones stay used', async ({
    assert,
  }) => {
    db.at('2026-12-31T15:59:59.000Z')
    const first = await keeper.create('library.book', book())
    await keeper.remove('library.book', first)
    const second = await keeper.create('library.book', book())
    db.at('2026-12-31T16:00:00.000Z')
    const third = await keeper.create('library.book', book())
    assert.deepEqual([first.no, second.no, third.no], ['B-2026-001', 'B-2026-002', 'B-2027-001'])
  })

  test('T117 writers on both sides of the new year and rolled back ones leave no gap in either year', async ({
    assert,
  }) => {
    const edge = Date.parse('2026-12-31T16:00:00.000Z')
    let calls = 0
    // Every command asks the clock as it begins: one is before midnight, the next after it.
    const clock = () => new Date(edge + (calls++ % 2 === 0 ? -1 : 0))
    const both = writing(
      { environment: { ...db.environment, clock } },
      actorWith(['library.keeper'])
    )
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        both.create('library.book', book(n % 7 === 0 ? { isbn: '0001' } : {}))
      )
    )
    const numbers = results.flatMap((result) =>
      result.status === 'fulfilled' ? [String(result.value.no)] : []
    )
    assert.lengthOf(numbers, 43)
    for (const year of ['2026', '2027']) {
      const own = numbers.filter((no) => no.startsWith(`B-${year}-`)).sort()
      assert.isAbove(own.length, 5)
      const expected = own.map((_, n) => `B-${year}-${String(n + 1).padStart(3, '0')}`)
      assert.deepEqual(own, expected)
    }
    const next = await both.create('library.book', book())
    const year = String(next.no).slice(2, 6)
    const before = numbers.filter((no) => no.startsWith(`B-${year}-`)).length
    assert.equal(next.no, `B-${year}-${String(before + 1).padStart(3, '0')}`)
  })

  test('digits that are used up are told, and nothing is written', async ({ assert }) => {
    await keeper.create('library.book', book())
    await db.database.tx((t) => t.run('UPDATE number_counters SET value = 999'))
    const [fault] = await faultsOf(() => keeper.create('library.book', book()))
    assert.equal(fault?.code, 'E_FIELD_SERIAL_EXHAUSTED')
    assert.deepEqual(await db.database.read.all('SELECT value FROM number_counters'), [
      { value: 999 },
    ])
  })

  test('T114 of 50 parallel patches on one revision one wins, the others get 409 with the field diff', async ({
    assert,
  }) => {
    let record = await keeper.create('library.book', book({ pages: 1 }))
    for (let round = 0; round < 3; round++) {
      const seen = record
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) =>
          keeper.patch('library.book', seen, { pages: 100 * (round + 1) + n })
        )
      )
      const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      assert.lengthOf(won, 1)
      record = won[0]!
      assert.equal(record.rev, seen.rev + 1)
      for (const [n, result] of results.entries()) {
        if (result.status === 'fulfilled') continue
        assert.instanceOf(result.reason, Refusal)
        const [fault] = (result.reason as Refusal).faults
        assert.equal(fault?.code, 'E_RECORD_STALE')
        assert.deepEqual(fault?.params, {
          rev: record.rev,
          diff: { pages: { base: seen.pages, theirs: record.pages, yours: 100 * (round + 1) + n } },
        })
      }
    }
    const revs = await db.database.read.all(
      'SELECT rev FROM record_history WHERE record_id = ? ORDER BY rev',
      [record.id]
    )
    assert.deepEqual(revs, [{ rev: 1 }, { rev: 2 }, { rev: 3 }, { rev: 4 }])
  })

  test('an older revision is accepted when nobody changed the named fields since', async ({
    assert,
  }) => {
    const first = await keeper.create(
      'library.book',
      book({ pages: 1, copies: [{ place: 'A', number: 1 }] })
    )
    await keeper.patch('library.book', first, { pages: 2 })
    const third = await keeper.patch('library.book', first, { isbn: '1111', price: '2' })
    assert.containSubset(third, { rev: 3, pages: 2, isbn: '1111', worth: '2.00' })
    const [fault] = await faultsOf(() =>
      keeper.patch('library.book', first, { pages: 9, isbn: '2222' })
    )
    assert.deepEqual(fault?.params?.diff, {
      pages: { base: 1, theirs: 2, yours: 9 },
      isbn: { base: null, theirs: '1111', yours: '2222' },
    })
    const [future] = await faultsOf(() =>
      keeper.patch('library.book', { id: first.id, rev: 77 }, { pages: 3 })
    )
    assert.equal(future?.code, 'E_RECORD_STALE')
    const [removal] = await faultsOf(() => keeper.remove('library.book', first))
    assert.equal(removal?.code, 'E_RECORD_STALE')
  })

  test('parallel patches of different fields on one revision all get through', async ({
    assert,
  }) => {
    const made = await keeper.create(
      'library.book',
      book({ copies: Array.from({ length: 20 }, (_, n) => ({ place: `架${n}`, number: 1 })) })
    )
    const patches = [
      { pages: 3 },
      { isbn: '4444' },
      { subject: 'history' },
      { lendable: false },
      { read_on: '2027-01-01' },
    ]
    await Promise.all(patches.map((patch) => keeper.patch('library.book', made, patch)))
    const last = await keeper.patch('library.book', { id: made.id, rev: 6 }, { editor: null })
    assert.containSubset(last, {
      rev: 6,
      pages: 3,
      isbn: '4444',
      subject: 'history',
      lendable: false,
      read_on: '2027-01-01',
    })
  })
})
