import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { insertBatches } from '../../write/insert_many.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'
import { roomDocuments } from '../support/rooms.ts'

const writers = 50
const hour = (n: number) => `2026-11-23T${String(n).padStart(2, '0')}:00:00.000Z`

test.group('records | constraints', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.each.setup(async () => {
    db = await openRecords(...roomDocuments)
    keeper = writing(db, actorWith(['hall.keeper']))
    return () => db.drop()
  })
  const room = () => keeper.create('hall.room', { name: '大会议室', seats: 20 })
  const booking = (of: { id: string }, from: number, to: number | null, more: object = {}) => {
    const end = to === null ? null : hour(to)
    return { room: of.id, start_at: hour(from), end_at: end, ...more }
  }
  /** Runs all at once: how many got through, and the one fault each of the others was told. */
  const race = async (work: (n: number) => Promise<unknown>) => {
    const results = await Promise.allSettled(Array.from({ length: writers }, (_, n) => work(n)))
    const lost = results.flatMap((result): Fault[] => {
      if (result.status === 'fulfilled') return []
      if (!(result.reason instanceof Refusal)) throw result.reason
      return [result.reason.faults[0]!]
    })
    const told = new Set(
      lost.map(({ code, path, params }) => JSON.stringify({ code, path, params }))
    )
    return { won: writers - lost.length, told: [...told].map((one) => JSON.parse(one) as unknown) }
  }

  test('of 50 parallel records with one unique value under a condition one is made', async ({
    assert,
  }) => {
    await keeper.create('hall.room', { name: '一号', closed: true })
    const { won, told } = await race(() => keeper.create('hall.room', { name: '一号' }))
    assert.equal(won, 1)
    const params = { fields: ['name'], titles: ['名称'] }
    assert.deepEqual(told, [{ code: 'E_RECORD_NOT_UNIQUE', path: '/name', params }])
    await keeper.create('hall.room', { name: '一号', closed: true })
  })

  test('of 50 parallel transitions that a check lets happen once one happens', async ({
    assert,
  }) => {
    const one = await room()
    const { won, told } = await race((n) =>
      keeper.transition('hall.room', one, 'take', { values: { taker: `第${n}人` } })
    )
    assert.equal(won, 1)
    const params = { fields: ['taker'], titles: ['领用人'], message: '房间已有人领用' }
    assert.deepEqual(told, [{ code: 'E_RECORD_CHECK', path: '/values/taker', params }])
    const { rev } = await keeper.patch('hall.room', { id: one.id, rev: 2 }, { taker: '别人' })
    assert.equal(rev, 3)
  })

  test('of 50 parallel bookings of one room for overlapping times one is made', async ({
    assert,
  }) => {
    const [one, two] = [await room(), await keeper.create('hall.room', { name: '二', seats: 2 })]
    const { won, told } = await race((n) =>
      keeper.create('hall.booking', booking(one, n % 5, 5 + (n % 7)))
    )
    assert.equal(won, 1)
    const params = {
      ...{ fields: ['room', 'start_at', 'end_at'], titles: ['房间', '开始', '结束'] },
      ...{ entity: 'hall.booking', title: '预订' },
    }
    assert.deepEqual(told, [{ code: 'E_RECORD_OVERLAP', path: '/start_at', params }])
    await keeper.create('hall.booking', booking(two, 0, 12))
  })

  test('of 50 drafts confirmed at once, which name neither room nor time, one is confirmed', async ({
    assert,
  }) => {
    const one = await room()
    const drafts = await Promise.all(
      Array.from({ length: writers }, () =>
        keeper.create('hall.booking', booking(one, 1, 2, { sure: false }))
      )
    )
    const { won } = await race((n) => keeper.patch('hall.booking', drafts[n]!, { sure: true }))
    assert.equal(won, 1)
  })

  test('bookings and repairs made at once never overlap, whichever side is written', async ({
    assert,
  }) => {
    const one = await room()
    const { won, told } = await race((n) => {
      if (n % 2 === 0) return keeper.create('hall.booking', booking(one, 1, 3))
      const period = { room: one.id, from_at: hour(2), to_at: hour(4) }
      return keeper.create('hall.repair', period)
    })
    const codes = told.map((fault) => (fault as Fault).code)
    assert.deepEqual([...new Set(codes)], ['E_RECORD_OVERLAP'])
    const count = async (entity: string) => {
      const { table } = db.application.entities.get(entity)!
      return (await db.database.read.all(`SELECT id FROM "${table}"`)).length
    }
    const [bookings, repairs] = [await count('hall.booking'), await count('hall.repair')]
    // Repairs may overlap each other: either one booking got through, or every repair.
    assert.equal(won, bookings + repairs)
    assert.isTrue((bookings === 1 && repairs === 0) || (bookings === 0 && repairs === 25))
  })

  test('a period holds its beginning and not its end; without end it goes on for ever', async ({
    assert,
  }) => {
    const one = await room()
    await keeper.create('hall.booking', booking(one, 3, 5))
    await keeper.create('hall.booking', booking(one, 1, 3))
    await keeper.create('hall.booking', booking(one, 4, 4))
    await keeper.create('hall.booking', booking(one, 5, null))
    const overlap = ['E_RECORD_OVERLAP /start_at']
    const refused = (from: number, to: number | null) =>
      codesOf(() => keeper.create('hall.booking', booking(one, from, to)))
    assert.deepEqual(await refused(2, 4), overlap)
    assert.deepEqual(await refused(20, 21), overlap)
    assert.deepEqual(await refused(0, null), overlap)
    await keeper.create('hall.booking', booking(one, 0, 1))
  })

  test('a check reads related records under their lock, and tells the fields it read', async ({
    assert,
  }) => {
    const one = await room()
    const [fault] = await faultsOf(() =>
      keeper.create('hall.booking', booking(one, 1, 2, { people: 21 }))
    )
    assert.containSubset(fault, {
      ...{ code: 'E_RECORD_CHECK', path: '/people' },
      params: { fields: ['people', 'room'], message: '人数超过座位数' },
    })
    await keeper.create('hall.booking', booking(one, 1, 2))
  })

  test('imports and restorations keep the constraints too', async ({ assert }) => {
    const one = await room()
    const rows = [booking(one, 1, 3), booking(one, 2, 4), booking(one, 5, 6)]
    const insert = () => insertBatches(db.environment, [{ entity: 'hall.booking', rows }])
    assert.deepEqual(await codesOf(insert), [
      'E_RECORD_OVERLAP /0/start_at',
      'E_RECORD_OVERLAP /1/start_at',
    ])
    const first = await keeper.create('hall.booking', booking(one, 1, 3))
    await keeper.remove('hall.booking', first)
    const second = await keeper.create('hall.booking', booking(one, 2, 4))
    const restore = () => keeper.restore('hall.booking', first)
    assert.deepEqual(await codesOf(restore), ['E_RECORD_OVERLAP /start_at'])
    await keeper.remove('hall.booking', second)
    await restore()
  })
})
