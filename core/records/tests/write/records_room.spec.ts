import { test } from '@japa/runner'
import { createRecords, onRecordChanged } from '../../index.ts'
import type { RecordChanged, Records } from '../../index.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | the room', (group) => {
  let db: SampleRecords
  let records: Records
  const keeper = actorWith(['library.keeper'])
  const reader = actorWith(['library.reader'])
  group.setup(async () => {
    db = await openRecords()
    records = createRecords(db.environment)
    return () => db.drop()
  })

  test('commands answer what a read answers, and tell of it after the commit', async ({
    assert,
  }) => {
    const heard: RecordChanged[] = []
    const stop = onRecordChanged((event) => heard.push(event))
    const [author] = await records.insertMany('library.author', [{ name: '司马迁' }])
    heard.length = 0
    const made = await records.create(keeper, 'library.book', {
      ...{ name: '史记', price: '9', author },
      copies: [{ place: 'A', number: 2 }],
    })
    const read = async () => (await records.get(keeper, 'library.book', made.id)).data
    assert.deepEqual(made, await read())
    assert.deepEqual(made.author, { id: author, title: '司马迁' })
    const changed = await records.patch(keeper, 'library.book', made.id, { pages: 7 }, { rev: 1 })
    assert.deepEqual(changed, await read())
    const lent = await records.transition(keeper, 'library.book', made.id, 'lend', {
      rev: 2,
      comment: '借',
    })
    assert.deepEqual(lent, await read())
    await records.transition(keeper, 'library.book', made.id, 'bring_back')
    await records.remove(keeper, 'library.book', made.id, { rev: 4 })
    assert.deepEqual(await codesOf(() => records.get(keeper, 'library.book', made.id)), [
      'E_RECORD_NOT_FOUND',
    ])
    const { id } = made
    const of = (rev: number, kind: RecordChanged['kind']) => ({
      entity: 'library.book',
      id,
      rev,
      kind,
    })
    assert.deepEqual(heard, [
      of(1, 'create'),
      of(2, 'update'),
      of(3, 'transition'),
      of(4, 'transition'),
      of(5, 'delete'),
    ])
    stop()
  })

  test('the answer hides what the actor may not read', async ({ assert }) => {
    const made = await records.create(keeper, 'library.book', {
      name: newId(),
      price: '1',
      lost_note: '秘密',
    })
    const changed = await records.patch(reader, 'library.book', made.id, { pages: 2 }, { rev: 1 })
    assert.equal(changed.pages, 2)
    assert.notProperty(changed, 'lost_note')
  })

  test('a repeated command answers with the values of its time', async ({ assert }) => {
    const [author] = await records.insertMany('library.author', [{ name: '班固' }])
    const idempotencyKey = newId()
    const values = { name: newId(), price: '1', author }
    const made = await records.create(keeper, 'library.book', values, { idempotencyKey })
    await records.patch(
      keeper,
      'library.book',
      made.id,
      { price: '2', author: null, pages: 5 },
      { rev: 1 }
    )
    const again = await records.create(keeper, 'library.book', values, { idempotencyKey })
    assert.containSubset(again, { id: made.id, rev: 1, price: '1.00', updated_at: made.updated_at })
  })

  test('history of a record is read as it was written', async ({ assert }) => {
    const made = await records.create(keeper, 'library.book', { name: newId(), price: '1' })
    await records.patch(
      keeper,
      'library.book',
      made.id,
      { copies: [{ place: 'A', number: 1 }] },
      { rev: 1 }
    )
    const { data } = await records.history(keeper, 'library.book', made.id)
    assert.deepEqual(
      data.map(({ rev, command }) => [rev, command]),
      [
        [2, 'update'],
        [1, 'create'],
      ]
    )
  })
})
