import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { newId } from '../../storage/ids.ts'
import { bulkRecords } from '../../write/bulk/bulk_records.ts'
import type { BulkResult } from '../../write/bulk/bulk_records.ts'
import { actorWith, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | bulk', (group) => {
  let db: SampleRecords
  const actor = actorWith(['library.keeper'])
  group.each.setup(async () => {
    db = await openRecords()
    return () => db.drop()
  })
  const bulk = (body: unknown, options = {}) =>
    bulkRecords({ environment: db.environment, actor, entity: 'library.book', options }, body)
  const book = (more: object = {}) => ({ name: newId(), price: '1', ...more })
  const create = (more: object = {}) => ({ op: 'create', values: book(more) })
  const dataOf = (result: BulkResult) => (result as { data: { id: string; rev: number } }).data
  const stored = async () => {
    const table = db.application.entities.get('library.book')!.table
    const sql = `SELECT COUNT(*) AS n FROM "${table}" WHERE deleted_at IS NULL`
    const [row] = await db.database.read.all<{ n: number }>(sql)
    return Number(row!.n)
  }

  test('each operation by itself: what fails has its faults with their place, the others are done', async ({
    assert,
  }) => {
    const first = await writing(db, actor).create('library.book', book())
    const results = await bulk({
      operations: [
        create(),
        { op: 'update', id: first.id, rev: 1, values: { price: 'much' } },
        { op: 'update', id: first.id, rev: 1, values: { price: '7' } },
        { op: 'delete', id: newId(), rev: 1 },
        { op: 'delete', id: first.id, rev: 2 },
      ],
    })
    assert.deepEqual(
      results.map((result) => result.status),
      [201, 422, 200, 404, 204]
    )
    const failed = results[1] as unknown as { faults: { path?: string }[] }
    assert.equal(failed.faults[0]!.path, '/operations/1/values/price')
    assert.equal(await stored(), 1)
  })

  test('all together: with one fault nothing is kept, and every fault is told', async ({
    assert,
  }) => {
    const first = await writing(db, actor).create('library.book', book())
    const operations = [
      create(),
      create({ price: 'much' }),
      { op: 'update', id: first.id, rev: 1, values: { price: '7' } },
      { op: 'update', id: first.id, rev: 1, values: { price: '8' } },
      create({ price: 'more' }),
    ]
    const faults = await faultsOf(() => bulk({ operations, atomic: true }))
    assert.deepEqual(
      faults.map(({ path, status }) => `${status} ${path}`),
      ['422 /operations/1/values/price', '409 /operations/3', '422 /operations/4/values/price']
    )
    assert.equal(await stored(), 1)
    const done = await bulk({ operations: [operations[0], operations[2]], atomic: true })
    assert.deepEqual([dataOf(done[0]!).rev, dataOf(done[1]!).rev], [1, 2])
    assert.equal(await stored(), 2)
  })

  test('a constraint that breaks in the middle takes all of it back and names its operation', async ({
    assert,
  }) => {
    const operations = [create({ isbn: '0042' }), create(), create({ isbn: '0042' })]
    const faults = await faultsOf(() => bulk({ operations, atomic: true }))
    assert.deepEqual(
      faults.map(({ code, path }) => `${code} ${path}`),
      ['E_RECORD_NOT_UNIQUE /operations/2/values/isbn']
    )
    assert.equal(await stored(), 0)
  })

  test('sent twice under one key it is done once, together or not', async ({ assert }) => {
    for (const atomic of [false, true]) {
      const body = { operations: [create(), create()], atomic }
      const options = { idempotencyKey: `key-${atomic}` }
      const [first, second] = [await bulk(body, options), await bulk(body, options)]
      assert.deepEqual(
        second.map((result) => dataOf(result).id),
        first.map((result) => dataOf(result).id)
      )
    }
    assert.equal(await stored(), 4)
  })

  test('one key with other operations is refused whole, also with one more behind the same', async ({
    assert,
  }) => {
    const operations = [create(), create()]
    const options = { idempotencyKey: 'once' }
    await bulk({ operations }, options)
    for (const other of [[...operations, create()], operations.slice(0, 1)]) {
      const faults = await faultsOf(() => bulk({ operations: other }, options))
      assert.equal(faults[0]!.code, 'E_IDEMPOTENCY_MISMATCH')
    }
    assert.equal(await stored(), 2)
  })

  test('two that lock the same records in another order both end', async ({ assert }) => {
    const made = await bulk({ operations: Array.from({ length: 6 }, () => create()) })
    const update = (result: BulkResult) => {
      const { id } = dataOf(result)
      return { op: 'update', id, rev: 1, values: { pages: Math.ceil(Math.random() * 100) } }
    }
    const operations = made.map(update)
    const both = await Promise.allSettled([
      bulk({ operations, atomic: true }),
      bulk({
        operations: operations.map((one) => ({ ...one, values: { pages: 500 } })).reverse(),
        atomic: true,
      }),
    ])
    const won = both.filter((one) => one.status === 'fulfilled')
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    assert.lengthOf(won, 1)
    assert.instanceOf(lost[0], Refusal)
    assert.equal((lost[0] as Refusal).status, 409)
  })

  test('a body that is none is refused, all its faults at once', async ({ assert }) => {
    const faults = await faultsOf(() =>
      bulk({
        operations: [
          { op: 'move' },
          { op: 'update', values: {} },
          { op: 'create', id: '1', values: [] },
        ],
        all: 1,
      })
    )
    assert.isTrue(faults.every(({ code }) => code === 'E_RECORD_BULK_INVALID'))
    assert.sameMembers(
      faults.map(({ path }) => path),
      [
        '/all',
        '/operations/0/op',
        '/operations/1/id',
        '/operations/1/rev',
        '/operations/2/id',
        '/operations/2/values',
      ]
    )
  })
})
