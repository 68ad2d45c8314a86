import { test } from '@japa/runner'
import { createRecords } from '../../create_records.ts'
import type { Records } from '../../create_records.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const relation = (title: string, type: string) => ({
  ...{ title, 'x-type': type, 'x-relation': { to: 'trip.town' } },
})
const rows = (title: string, entity: string) => ({
  ...{ 'type': 'array', title, 'x-type': 'children', 'x-entity': entity },
})
const entity = (key: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key, title: key, titleField: Object.keys(properties)[0] },
  ...{ schema: { type: 'object', properties }, ...more },
})
const documents = [
  entity('trip.town', { name: text('名称'), secret: text('秘密') }),
  entity('trip.trip', {
    name: text('名称'),
    card: text('卡号', { 'x-mask': 'last4' }),
    cost: { 'title': '费用', 'x-type': 'money' },
    town: relation('城市', 'relation'),
    town_name: { 'title': '城市名', 'x-type': 'lookup', 'x-lookup': 'town.name' },
    stops: relation('途经', 'relations'),
    days: rows('行程', 'trip.day'),
    km: { 'title': '里程', 'x-type': 'formula', 'x-formula': '=SUM(days.km)', 'x-scale': 0 },
  }),
  entity(
    'trip.day',
    {
      place: text('地点'),
      legs: rows('路段', 'trip.leg'),
      km: { 'title': '里程', 'x-type': 'formula', 'x-formula': '=SUM(legs.km)', 'x-scale': 0 },
    },
    { parent: 'trip.trip' }
  ),
  entity(
    'trip.leg',
    { label: text('说明'), km: { 'title': '公里', 'x-type': 'decimal', 'x-scale': 0 } },
    { parent: 'trip.day' }
  ),
  {
    ...{ kind: 'role', key: 'trip.guide', title: '导游' },
    grants: [{ entity: 'trip.*', actions: ['*'] }],
  },
  {
    ...{ kind: 'role', key: 'trip.guest', title: '客人' },
    grants: [
      {
        ...{ entity: 'trip.trip', actions: ['read'], rows: { name: { startsWith: 'open' } } },
        fields: { mask: ['card'], deny: ['cost'] },
      },
    ],
  },
]
const minute = (n: number) => new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString()

test.group('records | a record as of an instant', (group) => {
  let db: SampleRecords
  let records: Records
  const guide = actorWith(['trip.guide'])
  const guest = actorWith(['trip.guest'])
  group.setup(async () => {
    db = await openRecords(...documents)
    records = createRecords(db.environment)
    return () => db.drop()
  })
  const asOf = (actor: typeof guide, id: string, at: string, more = {}) =>
    records.asOf(actor, 'trip.trip', id, { asOf: at, ...more })
  const rowsOf = (record: Record<string, unknown>, key: string) =>
    record[key] as (Record<string, unknown> & { id: string })[]

  test('at every instant of a long history it is what a read gave then', async ({ assert }) => {
    db.at(minute(0))
    const towns: string[] = []
    for (const name of ['桂林', '阳朔', '南宁']) {
      towns.push((await records.create(guide, 'trip.town', { name })).id)
    }
    const days = [{ place: 'd0', legs: [{ label: 'a', km: '3' }, { km: '4' }] }, { place: 'd1' }]
    const seen: { data: Record<string, unknown>; at: string }[] = []
    const made = await records.create(guide, 'trip.trip', { name: 'n0', days, stops: towns })
    const keep = async (n: number) => {
      const { data } = await records.get(guide, 'trip.trip', made.id)
      const { town_name: _, ...own } = data
      seen.push({ data: own, at: minute(n) })
      return data
    }
    let now = await keep(0)
    // Enough revisions for snapshots, and a way back that begins at one.
    for (let n = 1; n <= 112; n++) {
      db.at(minute(n))
      const [first] = rowsOf(now, 'days')
      const [leg] = first ? rowsOf(first, 'legs') : []
      const changes = [
        { name: `n${n}`, card: n % 2 ? '6222021234567890' : null },
        { town: n % 4 ? towns[n % 3] : null, stops: towns.slice(n % 3) },
        { days: [{ id: first?.id, place: `p${n}`, legs: [{ id: leg?.id, km: String(n) }] }] },
        { days: [{ place: `new${n}`, legs: [{ km: '1' }] }], cost: `${n}.50` },
        { days: [{ id: first?.id, $delete: true }] },
      ]
      await records.patch(guide, 'trip.trip', made.id, changes[n % 5], { rev: now.rev })
      now = await keep(n)
    }
    for (const { data, at } of seen) {
      assert.deepEqual((await asOf(guide, made.id, at)).data, data as never, at)
    }
    const later = await asOf(guide, made.id, '2026-11-01T00:05:30+00:00')
    assert.equal(later.asOf, '2026-11-01T00:05:30.000Z')
    assert.deepEqual(later.data, seen[5]!.data as never)
  }).timeout(60_000)

  test('before it was made and while it lay in the recycle bin there is none', async ({
    assert,
  }) => {
    db.at(minute(10))
    const made = await records.create(guide, 'trip.trip', { name: 'open road' })
    db.at(minute(20))
    await records.remove(guide, 'trip.trip', made.id, { rev: made.rev })
    // Removed today, it is there for whoever may bring it back.
    assert.equal((await asOf(guide, made.id, minute(15))).data.name, 'open road')
    assert.deepEqual(await codesOf(() => asOf(guest, made.id, minute(15))), ['E_RECORD_NOT_FOUND'])
    db.at(minute(30))
    await records.restore(guide, 'trip.trip', made.id)
    for (const at of [9, 20, 29].map(minute)) {
      assert.deepEqual(await codesOf(() => asOf(guide, made.id, at)), ['E_RECORD_NOT_FOUND'], at)
    }
    assert.equal((await asOf(guest, made.id, minute(15))).data.name, 'open road')
    assert.equal((await asOf(guide, made.id, minute(30))).data.rev, 3)
    const nothing = () => asOf(guide, newId(), minute(15))
    assert.deepEqual(await codesOf(nothing), ['E_RECORD_NOT_FOUND'])
  })

  test('the rights of today hold: what is hidden is left out, what is masked is masked', async ({
    assert,
  }) => {
    db.at(minute(40))
    const town = await records.create(guide, 'trip.town', { name: '柳州' })
    const values = { name: 'open sea', card: '6222021234567890', cost: '7.00', town: town.id }
    const made = await records.create(guide, 'trip.trip', values)
    db.at(minute(41))
    const next = { card: null, cost: '8.00', name: 'open lake' }
    const changed = await records.patch(guide, 'trip.trip', made.id, next, { rev: made.rev })
    const { data } = await asOf(guest, made.id, minute(40))
    assert.containSubset(data, { rev: 1, name: 'open sea', card: '****7890', days: [], stops: [] })
    assert.deepEqual(data.town, { id: town.id, title: null })
    assert.notProperty(data, 'cost')
    db.at(minute(42))
    await records.patch(guide, 'trip.trip', made.id, { name: 'closed' }, { rev: changed.rev })
    const gone = () => asOf(guest, made.id, minute(40))
    assert.deepEqual(await codesOf(gone), ['E_RECORD_NOT_FOUND'])
  })

  test('fields names those of the record itself; what is no instant is refused', async ({
    assert,
  }) => {
    db.at(minute(50))
    const made = await records.create(guide, 'trip.trip', { name: 'open', cost: '1.00' })
    const { data } = await asOf(guide, made.id, minute(50), { fields: 'name,days' })
    assert.deepEqual(data, { id: made.id, rev: 1, name: 'open', days: [] })
    const codes = (query: object) =>
      codesOf(() => records.asOf(guest, 'trip.trip', made.id, { asOf: minute(50), ...query }))
    for (const at of ['2026-11-01', 'now', '', '2026-11-01T00:50:00']) {
      assert.deepEqual(await codes({ asOf: at }), ['E_QUERY_INVALID_PARAMETER /asOf'], at)
    }
    assert.deepEqual(await codes({ fields: 'cost' }), ['E_QUERY_UNKNOWN_FIELD /fields'])
    assert.include(await codes({ fields: 'name.x' }), 'E_QUERY_INVALID_PARAMETER /fields')
    assert.deepEqual(await codes({ filter: '{}' }), ['E_QUERY_UNKNOWN_PARAMETER /filter'])
  })
})
