import { test } from '@japa/runner'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | who may write', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  let reader: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    reader = writing(db, actorWith(['library.reader']))
    return () => db.drop()
  })
  const book = (more: object = {}) => ({ name: newId(), price: '1', ...more })

  test('without the action: 403 on what one reads, 404 on what one does not, as for an id that never was', async ({
    assert,
  }) => {
    const open = await keeper.create('library.book', book())
    const closed = await keeper.create('library.book', book({ lendable: false }))
    assert.deepEqual(await codesOf(() => reader.remove('library.book', open)), ['E_ACCESS_DENIED'])
    const [hidden] = await faultsOf(() => reader.remove('library.book', closed))
    const [absent] = await faultsOf(() => reader.remove('library.book', { id: newId(), rev: 1 }))
    const shown = (fault: typeof hidden) => [
      fault?.code,
      fault?.status,
      fault?.path,
      fault?.message('zh-CN'),
    ]
    assert.deepEqual(shown(hidden), shown(absent))
    assert.deepEqual(await codesOf(() => reader.patch('library.book', closed, { pages: 1 })), [
      'E_RECORD_NOT_FOUND',
    ])
    assert.deepEqual(await codesOf(() => reader.create('library.author', { name: 'x' })), [
      'E_ACCESS_DENIED',
    ])
    assert.deepEqual(
      await codesOf(() => reader.patch('library.review', { id: newId(), rev: 1 }, {})),
      ['E_RECORD_NOT_FOUND']
    )
  })

  test('a change must leave the record in scope', async ({ assert }) => {
    const open = await keeper.create('library.book', book())
    assert.deepEqual(await codesOf(() => reader.patch('library.book', open, { lendable: false })), [
      'E_ACCESS_DENIED',
    ])
    const make = () => reader.create('library.book', { name: newId(), lendable: false })
    assert.deepEqual(await codesOf(make), ['E_ACCESS_DENIED'])
  })

  test('a field that one may only read is denied by name, a hidden one does not exist', async ({
    assert,
  }) => {
    const open = await keeper.create('library.book', book())
    const [fault] = await faultsOf(() =>
      reader.patch('library.book', open, { price: '2', pages: 3 })
    )
    assert.deepEqual(
      [fault?.code, fault?.params],
      ['E_ACCESS_DENIED', { action: 'update', fields: ['price'] }]
    )
    assert.deepEqual(await codesOf(() => reader.patch('library.book', open, { lost_note: 'x' })), [
      'E_RECORD_INVALID /lost_note',
    ])
    const changed = await reader.patch('library.book', open, { pages: 3 })
    assert.containSubset(changed, { pages: 3, price: '1.00' })
  })

  test('a link to a record one may not read is answered as one to nothing', async ({ assert }) => {
    const open = await keeper.create('library.book', book())
    const [near, far] = [
      await keeper.create('library.author', { name: '近' }),
      await keeper.create('library.author', { name: '远', country: '冰岛' }),
    ]
    const [hidden] = await faultsOf(() => reader.patch('library.book', open, { author: far.id }))
    const [absent] = await faultsOf(() => reader.patch('library.book', open, { author: newId() }))
    assert.equal(hidden?.code, 'E_FIELD_REFERENCE')
    assert.equal(hidden?.message('zh-CN'), absent?.message('zh-CN'))
    assert.equal((await reader.patch('library.book', open, { author: near.id })).author, near.id)
  })

  test('the diff of a conflict tells nothing of a field one may not read', async ({ assert }) => {
    const made = await keeper.create('library.book', book({ lost_note: '秘密' }))
    await keeper.patch('library.book', made, { lost_note: '更秘密', pages: 2 })
    const [fault] = await faultsOf(() => reader.patch('library.book', made, { pages: 3 }))
    assert.deepEqual(fault?.params?.diff, { pages: { base: null, theirs: 2, yours: 3 } })
  })

  test('who has no role can do nothing', async ({ assert }) => {
    const nobody = writing(db, actorWith([]))
    const open = await keeper.create('library.book', book())
    assert.deepEqual(await codesOf(() => nobody.create('library.book', book())), [
      'E_ACCESS_DENIED',
    ])
    assert.deepEqual(await codesOf(() => nobody.patch('library.book', open, {})), [
      'E_RECORD_NOT_FOUND',
    ])
    assert.deepEqual(await codesOf(() => nobody.transition('library.book', open, 'lend')), [
      'E_RECORD_NOT_FOUND',
    ])
  })
})
