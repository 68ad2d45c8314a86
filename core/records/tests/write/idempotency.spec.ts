import { test } from '@japa/runner'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | idempotency', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.each.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    return () => db.drop()
  })
  const count = async () => {
    const { table } = db.application.entities.get('library.author')!
    return Number(
      (await db.database.read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM "${table}"`))[0]!.n
    )
  }

  test('the same key and body is carried out once, also when sent 20 times at once, keys in any order', async ({
    assert,
  }) => {
    const idempotencyKey = newId()
    const bodies = [
      { name: '甲', level: 3 },
      { level: 3, name: '甲' },
    ]
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        keeper.create('library.author', bodies[n % 2], { idempotencyKey })
      )
    )
    assert.lengthOf([...new Set(made.map((record) => record.id))], 1)
    assert.equal(await count(), 1)
  })

  test('the answer is that of the first time, though the record moved on', async ({ assert }) => {
    const idempotencyKey = newId()
    const made = await keeper.create('library.author', { name: '甲' }, { idempotencyKey })
    await keeper.patch('library.author', made, { name: '乙', level: 2 })
    const again = await keeper.create('library.author', { name: '甲' }, { idempotencyKey })
    assert.deepEqual(again, made)
    const patchKey = { idempotencyKey: newId() }
    const patched = await keeper.patch(
      'library.author',
      { id: made.id, rev: 2 },
      { level: 5 },
      patchKey
    )
    assert.deepEqual(
      await keeper.patch('library.author', { id: made.id, rev: 2 }, { level: 5 }, patchKey),
      patched
    )
  })

  test('another body under the same key is refused; another actor has keys of his own', async ({
    assert,
  }) => {
    const idempotencyKey = newId()
    await keeper.create('library.author', { name: '甲' }, { idempotencyKey })
    const [fault] = await faultsOf(() =>
      keeper.create('library.author', { name: '乙' }, { idempotencyKey })
    )
    assert.deepEqual([fault?.code, fault?.status], ['E_IDEMPOTENCY_MISMATCH', 422])
    const other = writing(db, actorWith(['library.keeper']))
    await other.create('library.author', { name: '乙' }, { idempotencyKey })
    assert.equal(await count(), 2)
  })

  test('a refused command keeps nothing under its key', async ({ assert }) => {
    const idempotencyKey = newId()
    assert.deepEqual(await codesOf(() => keeper.create('library.author', {}, { idempotencyKey })), [
      'E_RECORD_INVALID /name',
    ])
    assert.isEmpty(await db.database.read.all('SELECT key FROM idempotency'))
    await keeper.create('library.author', { name: '甲' }, { idempotencyKey })
    assert.equal(await count(), 1)
  })

  test('after 24 hours a key is as good as new', async ({ assert }) => {
    const idempotencyKey = newId()
    await keeper.create('library.author', { name: '甲' }, { idempotencyKey })
    db.at('2026-11-23T02:00:01.000Z')
    await keeper.create('library.author', { name: '乙' }, { idempotencyKey })
    assert.equal(await count(), 2)
  })

  test('a removal sent twice under one key succeeds twice and removes once', async ({ assert }) => {
    const made = await keeper.create('library.author', { name: '甲' })
    const idempotencyKey = newId()
    const first = await keeper.remove('library.author', made, { idempotencyKey })
    assert.equal((await keeper.remove('library.author', made, { idempotencyKey })).rev, first.rev)
  })
})
