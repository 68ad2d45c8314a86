import { test } from '@japa/runner'
import { createRecords } from '#core/records/create_records.ts'
import { listRecords, readHistory } from '#core/records/read/index.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import { clubDocuments } from '../support/clubs.ts'
import { brokenLinks } from '../support/orphans.ts'

const keeper = actorWith(['club.keeper'])
const guest = actorWith(['club.guest'])

async function open() {
  const sample = await openRecords(...clubDocuments)
  const write = writing(sample, keeper)
  const records = createRecords(sample.environment)
  let count = 0
  const make = (entity: string, values: object = {}) =>
    write.create(`club.${entity}`, { name: `${entity}${++count}`, ...values })
  const names = async (entity: string, query: object = {}) => {
    const page = await listRecords(sample.environment, keeper, `club.${entity}`, query as never)
    return page.data.map(({ name }) => String(name)).sort()
  }
  const history = async (entity: string, id: string) =>
    (await readHistory(sample.environment, keeper, `club.${entity}`, id, {})).data
  const statements = async (work: () => Promise<unknown>) => {
    let sent = 0
    const stop = sample.database.onStatement(() => void sent++)
    await work()
    stop()
    return sent
  }
  return { sample, write, records, make, names, history, statements }
}

test.group('removal | what points to a record', (group) => {
  let o: Awaited<ReturnType<typeof open>>
  group.setup(async () => {
    o = await open()
    return () => o.sample.drop()
  })

  test('empty: lists, links in rows and polymorphic links let go, each in its history', async ({
    assert,
  }) => {
    const [a, b] = [await o.make('person'), await o.make('person', { name: '留' })]
    const team = await o.make('group', {
      members: [a.id, b.id],
      meetings: [{ name: '会', host: a.id, guests: [a.id, b.id] }],
    })
    const note = await o.make('note', { mentions: { entity: 'club.person', id: a.id } })
    await o.write.remove('club.person', a)
    const { data } = await o.records.get(keeper, 'club.group', team.id)
    assert.deepEqual(data.members, [{ id: b.id, title: '留' }])
    assert.containSubset(data.meetings, [{ host: null, guests: [{ id: b.id }] }])
    assert.isNull((await o.records.get(keeper, 'club.note', note.id)).data.mentions)
    const [last] = await o.history('group', team.id)
    assert.equal(last!.command, 'update')
    assert.deepEqual(last!.changes.map(({ field }) => field).sort(), ['meetings', 'members'])
    assert.lengthOf(await o.history('note', note.id), 2)
  })

  test('restrict: link lists, trees and polymorphic links hold a record back', async ({
    assert,
  }) => {
    const [sponsor, leader] = [await o.make('person'), await o.make('person')]
    const team = await o.make('group', { sponsors: [sponsor.id], leader: leader.id })
    await o.make('note', { kept_for: { entity: 'club.group', id: team.id } })
    const held = async (entity: string, record: typeof team) =>
      (await faultsOf(() => o.write.remove(entity, record))).map(
        ({ code, params }) => `${code} ${params?.entity} ${params?.count}`
      )
    assert.deepEqual(await held('club.person', sponsor), ['E_RECORD_REFERENCED club.group 1'])
    assert.deepEqual(await held('club.person', leader), ['E_RECORD_REFERENCED club.group 1'])
    assert.deepEqual(await held('club.group', team), ['E_RECORD_REFERENCED club.note 1'])
    assert.deepEqual(await codesOf(() => o.write.restore('club.group', team)), [
      'E_RECORD_NOT_DELETED',
    ])
  })

  test('a preview tells what would go, what would let go and what holds', async ({ assert }) => {
    const [boss, member] = [await o.make('person'), await o.make('person', { name: '丁' })]
    const top = await o.make('group', { name: '顶', leader: boss.id })
    await o.make('group', { name: '底', above: top.id, members: [member.id] })
    await o.make('badge', { name: '章', group: top.id, holder: member.id })
    const before = await o.history('group', top.id)
    const preview = await o.records.removal(keeper, 'club.group', top.id)
    assert.isTrue(preview.allowed)
    assert.deepEqual(
      preview.removes.map(({ entity, count, records }) => [
        entity,
        count,
        records.map(({ title }) => title).sort(),
      ]),
      [
        ['club.group', 2, ['底', '顶']],
        ['club.badge', 1, ['章']],
      ]
    )
    assert.deepEqual([preview.empties, preview.restricts], [[], []])
    const person = await o.records.removal(keeper, 'club.person', boss.id)
    assert.isFalse(person.allowed)
    assert.containSubset(person.restricts, [
      { entity: 'club.group', field: 'leader', fieldTitle: '组长', count: 1 },
    ])
    const other = await o.records.removal(keeper, 'club.person', member.id)
    assert.containSubset(other, {
      allowed: true,
      empties: [{ entity: 'club.group', field: 'members', count: 1 }],
    })
    assert.deepEqual(await o.history('group', top.id), before)
    assert.deepEqual(await codesOf(() => o.records.removal(guest, 'club.group', top.id)), [
      'E_ACCESS_DENIED',
    ])
  })
})

test.group('removal | restore', (group) => {
  let o: Awaited<ReturnType<typeof open>>
  group.setup(async () => {
    o = await open()
    return () => o.sample.drop()
  })

  test('brings back what the same cascade took, and nothing else', async ({ assert }) => {
    const holder = await o.make('person', { name: '甲' })
    const top = await o.make('group', { name: '回顶' })
    const low = await o.make('group', { name: '回底', above: top.id, members: [holder.id] })
    const badge = await o.make('badge', { group: low.id, holder: holder.id })
    const earlier = await o.make('group', { name: '先走', above: top.id })
    await o.write.remove('club.group', earlier)
    await o.write.remove('club.group', top)
    assert.deepEqual(await o.names('group'), [])
    const back = await o.write.restore('club.group', top)
    assert.isNull(back.deleted_at)
    assert.equal(back.rev, 3)
    assert.deepEqual(await o.names('group'), ['回底', '回顶'])
    const { data } = await o.records.get(keeper, 'club.group', low.id)
    assert.deepEqual(data.members, [{ id: holder.id, title: '甲' }])
    assert.equal((await o.records.get(keeper, 'club.badge', badge.id)).data.rev, 3)
    const [last] = await o.history('badge', badge.id)
    assert.equal(last!.command, 'restore')
    assert.lengthOf(await o.sample.database.read.all('SELECT * FROM record_deletions'), 1)
    // Removed again and restored again: the deletion is noted anew.
    await o.write.remove('club.group', back)
    await o.write.restore('club.group', back)
    assert.deepEqual(await o.names('group'), ['回底', '回顶'])
  })

  test('unique values and relations are checked again', async ({ assert }) => {
    const team = await o.make('group', { name: '唯一' })
    await o.write.remove('club.group', team)
    const twin = await o.make('group', { name: '唯一' })
    assert.deepEqual(await codesOf(() => o.write.restore('club.group', team)), [
      'E_RECORD_NOT_UNIQUE /name',
    ])
    await o.write.remove('club.group', twin)
    const leader = await o.make('person')
    const led = await o.make('group', { name: '有长', leader: leader.id })
    await o.write.remove('club.group', led)
    await o.write.remove('club.person', leader)
    const [fault] = await faultsOf(() => o.write.restore('club.group', led))
    assert.equal(fault!.code, 'E_RECORD_TARGET_DELETED')
    assert.equal(fault!.message('zh-CN'), '小组的“组长”指向的会员已被删除，请先恢复它')
    await o.write.restore('club.person', leader)
    assert.equal((await o.write.restore('club.group', led)).rev, 3)
  })

  test('links that may be blank are let go of when their target is gone', async ({ assert }) => {
    const [a, b] = [await o.make('person'), await o.make('person', { name: '还在' })]
    const team = await o.make('group', {
      members: [a.id, b.id],
      meetings: [{ name: '会', guests: [a.id] }],
    })
    await o.write.remove('club.group', team)
    await o.write.remove('club.person', a)
    await o.write.restore('club.group', team)
    const { data } = await o.records.get(keeper, 'club.group', team.id)
    assert.deepEqual(data.members, [{ id: b.id, title: '还在' }])
    assert.containSubset(data.meetings, [{ guests: [] }])
  })

  test('of several targets gone from one field none comes back, in rows neither', async ({
    assert,
  }) => {
    const people = [await o.make('person'), await o.make('person'), await o.make('person')]
    const ids = people.map(({ id }) => id)
    const [first, second] = people
    const team = await o.make('group', {
      members: ids,
      meetings: [{ name: '会', host: first!.id, guests: ids }],
    })
    const note = await o.make('note', { mentions: { entity: 'club.person', id: first!.id } })
    await o.write.remove('club.group', team)
    await o.write.remove('club.note', note)
    await o.write.remove('club.person', first!)
    await o.write.remove('club.person', second!)
    await o.write.restore('club.group', team)
    await o.write.restore('club.note', note)
    const { data } = await o.records.get(keeper, 'club.group', team.id)
    const left = [{ id: ids[2]! }]
    assert.containSubset(data, { members: left, meetings: [{ host: null, guests: left }] })
    assert.lengthOf(data.members as unknown[], 1)
    assert.lengthOf((data.meetings as { guests: unknown[] }[])[0]!.guests, 1)
    assert.isNull((await o.records.get(keeper, 'club.note', note.id)).data.mentions)
    assert.deepEqual(await brokenLinks(o.sample.database, o.sample.application), [])
  })

  test('needs the action restore, and the record must be deleted', async ({ assert }) => {
    const team = await o.make('group')
    await o.write.remove('club.group', team)
    const asGuest = () => o.records.restore(guest, 'club.group', team.id)
    assert.deepEqual(await codesOf(asGuest), ['E_ACCESS_DENIED'])
    const bin = (actor = keeper) =>
      o.records.list(actor, 'club.group', { deleted: 'true', limit: '100' })
    assert.deepEqual(await codesOf(() => bin(guest)), ['E_ACCESS_DENIED'])
    const { data } = await bin()
    const found = data.find(({ id }) => id === team.id)
    assert.equal(found?.deleted_at, '2026-11-22T02:00:00.000Z')
    assert.isNull(found?.deleted_with)
    await o.records.restore(keeper, 'club.group', team.id, { rev: 2 })
    assert.isUndefined((await bin()).data.find(({ id }) => id === team.id))
    assert.deepEqual(await codesOf(() => o.records.restore(keeper, 'club.group', 'x')), [
      'E_RECORD_NOT_FOUND',
    ])
    const again = () => o.records.list(keeper, 'club.group', { deleted: 'yes' })
    assert.deepEqual(await codesOf(again), ['E_QUERY_INVALID_PARAMETER /deleted'])
  })

  test('what went along says with which record', async ({ assert }) => {
    const top = await o.make('group')
    const low = await o.make('group', { above: top.id })
    await o.write.remove('club.group', top)
    const { data } = await o.records.list(keeper, 'club.group', { deleted: 'true', limit: '100' })
    const found = data.find(({ id }) => id === low.id)
    assert.deepEqual(found?.deleted_with, { entity: 'club.group', id: top.id })
  })

  test('a link is set while its target is removed, or restored while another is removed: never a link to nothing', async ({
    assert,
  }) => {
    for (let round = 0; round < 6; round++) {
      const leader = await o.make('person')
      const team = await o.make('group', { leader: leader.id })
      await o.write.remove('club.group', team)
      const [back, gone] = await Promise.allSettled([
        o.write.restore('club.group', team),
        o.write.remove('club.person', leader),
      ])
      assert.notEqual(back.status, gone.status)
      const sponsor = await o.make('person')
      const [made, removed] = await Promise.allSettled([
        o.make('group', { sponsors: [sponsor.id] }),
        o.write.remove('club.person', sponsor),
      ])
      assert.notEqual(made.status, removed.status)
    }
  })
})

test.group('removal | statements', () => {
  test('their number follows the fields that point, not the records', async ({ assert }) => {
    const o = await open()
    const counted = async (many: number) => {
      const someone = await o.make('person')
      const top = await o.make('group')
      for (let n = 0; n < many; n++) {
        const low = await o.make('group', {
          above: top.id,
          members: [someone.id],
          meetings: [{ name: '会', guests: [someone.id] }],
        })
        await o.make('note', {
          about: { entity: 'club.group', id: low.id },
          mentions: { entity: 'club.person', id: someone.id },
        })
        await o.make('group', {
          members: [someone.id],
          meetings: [{ name: '会', host: someone.id }],
        })
      }
      const preview = await o.statements(() => o.records.removal(keeper, 'club.group', top.id))
      const removed = await o.statements(() => o.write.remove('club.group', top))
      const restored = await o.statements(() => o.write.restore('club.group', top))
      const emptied = await o.statements(() => o.write.remove('club.person', someone))
      return { preview, removed, restored, emptied }
    }
    const few = await counted(2)
    assert.deepEqual(await counted(25), few)
    await o.sample.drop()
  })
})
