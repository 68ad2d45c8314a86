import { test } from '@japa/runner'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | remove', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    return () => db.drop()
  })
  const author = () => keeper.create('library.author', { name: newId() })
  const book = (more: object = {}) =>
    keeper.create('library.book', { name: newId(), price: '1', ...more })
  const row = async (entity: string, id: string) => {
    const { table } = db.application.entities.get(entity)!
    return (await db.database.read.all(`SELECT * FROM "${table}" WHERE id = ?`, [id]))[0]
  }

  test('a removed record stays as a row, with its history, and is gone for every command', async ({
    assert,
  }) => {
    const made = await book({ copies: [{ place: 'A', number: 1 }] })
    const removed = await keeper.remove('library.book', made)
    assert.containSubset(removed, { rev: 2, deleted_at: '2026-11-22T02:00:00.000Z' })
    assert.equal((await row('library.book', made.id))?.deleted_at, '2026-11-22T02:00:00.000Z')
    const commands = await db.database.read.all(
      'SELECT command, changes FROM record_history WHERE record_id = ? ORDER BY rev',
      [made.id]
    )
    assert.deepEqual(commands[1], {
      command: 'delete',
      changes: '{"deleted_at":[null,"2026-11-22T02:00:00.000Z"]}',
    })
    assert.deepEqual(await codesOf(() => keeper.patch('library.book', removed, { pages: 1 })), [
      'E_RECORD_NOT_FOUND',
    ])
    assert.deepEqual(await codesOf(() => keeper.remove('library.book', removed)), [
      'E_RECORD_NOT_FOUND',
    ])
    assert.deepEqual(await codesOf(() => keeper.transition('library.book', removed, 'lend')), [
      'E_RECORD_NOT_FOUND',
    ])
  })

  test('a unique value is free again when its record is removed', async ({ assert }) => {
    const first = await book({ isbn: '5555' })
    await keeper.remove('library.book', first)
    assert.equal((await book({ isbn: '5555' })).isbn, '5555')
  })

  test('restrict: refused with entity and count while something undeleted points here, rows of sub-tables too', async ({
    assert,
  }) => {
    const one = await author()
    const books = [await book({ author: one.id }), await book({ author: one.id })]
    const holder = await book({ copies: [{ place: 'A', number: 1, keeper: one.id }] })
    const faults = await faultsOf(() => keeper.remove('library.author', one))
    assert.deepEqual(
      faults.map(({ code, status, params }) => [code, status, params?.entity, params?.count]),
      [
        ['E_RECORD_REFERENCED', 409, 'library.book', 2],
        ['E_RECORD_REFERENCED', 409, 'library.book', 1],
      ]
    )
    assert.equal(faults[0]?.message('zh-CN'), '记录被 2 条图书引用，不能删除')
    for (const made of [...books, holder]) await keeper.remove('library.book', made)
    assert.equal((await keeper.remove('library.author', one)).rev, 2)
  })

  test('empty: links are let go of, as changes of their records', async ({ assert }) => {
    const one = await author()
    const made = await book({ editor: one.id })
    await keeper.remove('library.author', one)
    const [last] = await db.database.read.all(
      'SELECT rev, command, changes FROM record_history WHERE record_id = ? AND rev = 2',
      [made.id]
    )
    const { uid } = db.application.entities.get('library.book')!.fields.get('editor')!
    assert.deepEqual(last, {
      rev: 2,
      command: 'update',
      changes: JSON.stringify({ [uid]: [one.id, null] }),
    })
  })

  test('cascade: what goes along goes with what goes along with it', async ({ assert }) => {
    const made = await book()
    const review = await keeper.create('library.review', { words: '好', book: made.id })
    const answer = await keeper.create('library.review', { words: '不好', answer_to: review.id })
    const other = await keeper.create('library.review', { words: '别的' })
    await keeper.remove('library.book', made)
    assert.isNotNull((await row('library.review', review.id))?.deleted_at)
    assert.isNotNull((await row('library.review', answer.id))?.deleted_at)
    assert.isNull((await row('library.review', other.id))?.deleted_at)
  })

  test('a link set while its target is removed: one of the two is refused, never a link to nothing', async ({
    assert,
  }) => {
    for (let round = 0; round < 10; round++) {
      const one = await author()
      const [made, removed] = await Promise.allSettled([
        book({ author: one.id }),
        keeper.remove('library.author', one),
      ])
      assert.notEqual(made.status, removed.status)
    }
  })
})
