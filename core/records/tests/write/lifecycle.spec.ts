import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'
import { libraryDocuments } from '../support/library.ts'

test.group('records | transitions', (group) => {
  let db: SampleRecords
  const keeperActor = actorWith(['library.keeper'])
  const readerActor = actorWith(['library.reader'])
  let keeper: ReturnType<typeof writing>
  let reader: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, keeperActor)
    reader = writing(db, readerActor)
    return () => db.drop()
  })
  let n = 0
  const book = (more: object = {}) =>
    keeper.create('library.book', { name: `书 ${n++}`, price: '1', ...more })

  test('a transition moves the state and the revision, and history keeps the comment', async ({
    assert,
  }) => {
    const made = await book()
    const lent = await keeper.transition('library.book', made, 'lend', { comment: '借给张三' })
    assert.containSubset(lent, { status: 'lent', rev: 2 })
    const [row] = await db.database.read.all(
      'SELECT command, reason, changes FROM record_history WHERE record_id = ? AND rev = 2',
      [made.id]
    )
    const { uid } = db.application.entities.get('library.book')!.fields.get('status')!
    assert.deepEqual(row, {
      command: 'transition:lend',
      reason: '借给张三',
      changes: JSON.stringify({ [uid]: ['shelved', 'lent'] }),
    })
  })

  test('from a state it does not start in it is refused, naming state and transition', async ({
    assert,
  }) => {
    const made = await book()
    const [fault] = await faultsOf(() => keeper.transition('library.book', made, 'bring_back'))
    assert.containSubset(fault, {
      code: 'E_LIFECYCLE_NOT_ALLOWED',
      status: 409,
      params: { transition: 'bring_back', state: 'shelved' },
    })
    assert.equal(fault?.message('zh-CN'), '处于“在架”状态的记录不能归还')
    assert.deepEqual(await codesOf(() => keeper.transition('library.book', made, 'fly')), [
      'E_LIFECYCLE_UNKNOWN',
    ])
  })

  test('a guard without words of its own names what is not met, and nothing that is hidden', async ({
    assert,
  }) => {
    const guard = { lendable: true, price: { gte: '100' }, lost_note: { empty: false } }
    const asks = (transition: { id?: string }) =>
      transition.id === 'lend' ? { ...transition, guard, guardMessage: undefined } : transition
    const documents = libraryDocuments.map((one: { transitions?: object[] }) =>
      one.transitions ? { ...one, transitions: one.transitions.map(asks) } : one
    )
    const strict = await openRecords(...(JSON.parse(JSON.stringify(documents)) as object[]))
    try {
      const words = async (actor: typeof keeperActor) => {
        const [fault] = await faultsOf(() =>
          writing(strict, actor).transition('library.book', made, 'lend')
        )
        return fault!
      }
      const made = await writing(strict, keeperActor).create('library.book', {
        ...{ name: '馆藏', price: '1', lendable: true },
      })
      const known = await words(keeperActor)
      assert.deepEqual(known.params!.conditions, ['单价不小于 100.00', '遗失说明已填写'])
      assert.equal(
        known.message('zh-CN'),
        '不满足“借出”的条件：须单价不小于 100.00；须遗失说明已填写'
      )
      const hidden = await words(readerActor)
      assert.deepEqual(hidden.params!.conditions, ['单价不小于 100.00', '一个您无权查看的条件'])
    } finally {
      await strict.drop()
    }
  })

  test('a guard that does not hold refuses with its own words', async ({ assert }) => {
    const made = await book({ lendable: false })
    const [fault] = await faultsOf(() => keeper.transition('library.book', made, 'lend'))
    assert.deepEqual(
      [fault?.code, fault?.message('zh-CN')],
      ['E_LIFECYCLE_NOT_ALLOWED', '不外借的图书不能借出']
    )
  })

  test('who is not named by the transition is denied; the engine may', async ({ assert }) => {
    const made = await book()
    assert.deepEqual(
      await codesOf(() => reader.transition('library.book', made, 'lose', { comment: 'x' })),
      ['E_ACCESS_DENIED']
    )
    const colleague = writing(db, actorWith(['library.keeper']))
    assert.deepEqual(await codesOf(() => colleague.transition('library.book', made, 'drop')), [
      'E_ACCESS_DENIED',
    ])
    assert.equal((await keeper.transition('library.book', made, 'drop')).status, 'gone')
    const other = await book()
    assert.equal(
      (await writing(db, systemActor).transition('library.book', other, 'drop')).status,
      'gone'
    )
  })

  test('values are those of its form, applied in the same command; a required comment is asked for', async ({
    assert,
  }) => {
    const made = await book()
    const lose = (values: unknown, comment: string | null = '找不到了') =>
      keeper.transition('library.book', made, 'lose', { values, comment })
    assert.deepEqual(await codesOf(() => lose({ lost_note: 'x' }, ' ')), [
      'E_RECORD_INVALID /comment',
    ])
    assert.deepEqual(await codesOf(() => lose({ price: '0' })), ['E_RECORD_INVALID /values/price'])
    assert.deepEqual(await codesOf(() => lose({ lost_note: 7 })), [
      'E_RECORD_INVALID /values/lost_note',
    ])
    const lost = await lose({ lost_note: '盘点缺失' })
    assert.containSubset(lost, { status: 'lost', lost_note: '盘点缺失', rev: 2 })
  })

  test('a state with an empty edit freezes the record; one with roles narrows who edits', async ({
    assert,
  }) => {
    const made = await book()
    const lent = await keeper.transition('library.book', made, 'lend')
    assert.deepEqual(await codesOf(() => reader.patch('library.book', lent, { pages: 1 })), [
      'E_RECORD_FROZEN',
    ])
    const changed = await keeper.patch('library.book', lent, { pages: 1 })
    const lost = await keeper.transition('library.book', changed, 'lose', { comment: 'x' })
    const [fault] = await faultsOf(() => keeper.patch('library.book', lost, { pages: 2 }))
    assert.deepEqual([fault?.code, fault?.status], ['E_RECORD_FROZEN', 409])
    assert.deepEqual(await codesOf(() => keeper.remove('library.book', lost)), ['E_RECORD_FROZEN'])
  })

  test('of 20 that make the same transition at once, one does', async ({ assert }) => {
    const made = await book()
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => keeper.transition('library.book', made, 'lend'))
    )
    assert.lengthOf(
      results.filter((result) => result.status === 'fulfilled'),
      1
    )
  })
})
