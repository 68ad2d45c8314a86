import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { getRecord } from '#core/records/read/index.ts'
import { listRecords } from '#core/records/read/index.ts'
import { readHistory } from '#core/records/read/index.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'
import { clubDocuments } from '../support/clubs.ts'

const keeper = actorWith(['club.keeper'])
const guest = actorWith(['club.guest'])

async function open() {
  const sample = await openRecords(...clubDocuments)
  const write = writing(sample, keeper)
  const person = (name: string, more: object = {}) => write.create('club.person', { name, ...more })
  return { sample, write, person }
}

function get(sample: SampleRecords, entity: string, id: string, actor = keeper) {
  return getRecord(sample.environment, actor, entity, id)
}

function list(sample: SampleRecords, entity: string, query: object, actor = keeper) {
  return listRecords(sample.environment, actor, entity, query as never)
}

test.group('relations to many', (group) => {
  let opened: Awaited<ReturnType<typeof open>>
  group.setup(async () => {
    opened = await open()
    return () => opened.sample.drop()
  })

  test('are written as ids, kept in order, and read with titles', async ({ assert }) => {
    const { sample, write, person } = opened
    const [a, b, c] = [await person('甲'), await person('乙'), await person('丙')]
    const made = await write.create('club.group', { name: '一组', members: [c.id, a.id] })
    const { data } = await get(sample, 'club.group', made.id)
    assert.deepEqual(data.members, [
      { id: c.id, title: '丙' },
      { id: a.id, title: '甲' },
    ])
    const patched = await write.patch('club.group', made, { members: [a.id, b.id, c.id] })
    assert.equal(patched.rev, 2)
    const again = await get(sample, 'club.group', made.id)
    assert.deepEqual(
      (again.data.members as { title: string }[]).map(({ title }) => title),
      ['甲', '乙', '丙']
    )
    // The same list changes nothing; an empty one and null clear.
    const same = await write.patch('club.group', patched, { members: [a.id, b.id, c.id] })
    assert.equal(same.rev, 2)
    const cleared = await write.patch('club.group', same, { members: [] })
    assert.deepEqual((await get(sample, 'club.group', made.id)).data.members, [])
    assert.equal(cleared.rev, 3)
    const { data: history } = await readHistory(
      sample.environment,
      keeper,
      'club.group',
      made.id,
      {}
    )
    assert.deepEqual(history[0]!.changes, [
      {
        field: 'members',
        title: '成员',
        before: [
          { id: a.id, title: '甲' },
          { id: b.id, title: '乙' },
          { id: c.id, title: '丙' },
        ],
        after: [],
      },
    ])
  })

  test('an unknown, repeated or deleted record is refused by its place', async ({ assert }) => {
    const { write, person } = opened
    const [a, gone] = [await person('甲'), await person('走')]
    await write.remove('club.person', gone)
    const ask = (members: unknown) => () => write.create('club.group', { name: 'x', members })
    assert.deepEqual(await codesOf(ask([a.id, gone.id])), ['E_FIELD_REFERENCE /members/1'])
    assert.deepEqual(await codesOf(ask([a.id, a.id])), ['E_RECORD_INVALID /members'])
    assert.deepEqual(await codesOf(ask(a.id)), ['E_RECORD_INVALID /members'])
    assert.deepEqual(await codesOf(ask(['nobody'])), ['E_RECORD_INVALID /members'])
  })

  test('rows of a sub-table have their own', async ({ assert }) => {
    const { sample, write, person } = opened
    const [a, b] = [await person('子甲'), await person('子乙')]
    const meetings = [{ name: '首次', host: a.id, guests: [b.id, a.id] }]
    const made = await write.create('club.group', { name: '带会', meetings })
    const read = async () => {
      const { data } = await get(sample, 'club.group', made.id)
      return (data.meetings as { id: string; guests: { title: string }[] }[]).map((row) => ({
        id: row.id,
        guests: row.guests.map(({ title }) => title),
      }))
    }
    const [row] = await read()
    assert.deepEqual(row!.guests, ['子乙', '子甲'])
    const next = await write.patch('club.group', made, {
      meetings: [{ id: row!.id, guests: [a.id] }],
    })
    assert.deepEqual((await read())[0]!.guests, ['子甲'])
    await write.patch('club.group', next, { meetings: [{ id: row!.id, $delete: true }] })
    assert.deepEqual(await read(), [])
  })

  test('has and empty ask for them; what the actor may not read is not there', async ({
    assert,
  }) => {
    const { sample, write, person } = opened
    const [low, high] = [await person('低', { level: 1 }), await person('高', { level: 9 })]
    await write.create('club.group', { name: '低组', members: [low.id] })
    await write.create('club.group', { name: '高组', members: [high.id] })
    const names = async (filter: object, actor = keeper) => {
      const asked = { all: [{ name: { in: ['低组', '高组'] } }, filter] }
      const page = await list(
        sample,
        'club.group',
        { filter: JSON.stringify(asked), sort: 'name' },
        actor
      )
      return page.data.map(({ name }) => name)
    }
    assert.deepEqual(await names({ members: { has: { level: { gte: 5 } } } }), ['高组'])
    assert.deepEqual(await names({ members: { has: { id: low.id } } }), ['低组'])
    assert.deepEqual(await names({ members: { has: low.id } }), ['低组'])
    assert.deepEqual(await names({ members: { empty: false } }), ['低组', '高组'])
    assert.deepEqual(await names({ members: { has: { level: { gte: 5 } } } }, guest), [])
    assert.deepEqual(await names({ not: { members: { has: { id: high.id } } } }), ['低组'])
    const { data } = await list(
      sample,
      'club.group',
      { filter: JSON.stringify({ name: '高组' }) },
      guest
    )
    assert.deepEqual(data[0]!.members, [{ id: high.id, title: null }])
  })
})

test.group('trees, lookups and links to any entity', (group) => {
  let opened: Awaited<ReturnType<typeof open>>
  group.setup(async () => {
    opened = await open()
    return () => opened.sample.drop()
  })

  test('a record cannot come to stand below itself', async ({ assert }) => {
    const { write } = opened
    const top = await write.create('club.group', { name: '顶' })
    const middle = await write.create('club.group', { name: '中', above: top.id })
    const low = await write.create('club.group', { name: '低', above: middle.id })
    const move = (record: typeof top, above: string) => () =>
      write.patch('club.group', record, { above })
    assert.deepEqual(await codesOf(move(top, low.id)), ['E_FIELD_TREE_CYCLE /above'])
    assert.deepEqual(await codesOf(move(top, top.id)), ['E_FIELD_TREE_CYCLE /above'])
    const moved = await write.patch('club.group', low, { above: top.id })
    assert.equal(moved.above, top.id)
  })

  test('moves that would close a circle together: one is refused', async ({ assert }) => {
    const { sample, write } = opened
    for (let round = 0; round < 8; round++) {
      const [a, b] = [
        await write.create('club.group', { name: `环甲${round}` }),
        await write.create('club.group', { name: `环乙${round}` }),
      ]
      const below = async (name: string, above: string) =>
        write.create('club.group', { name: `${name}${round}`, above })
      const [a2, b2] = [await below('甲下', a.id), await below('乙下', b.id)]
      const outcomes = await Promise.allSettled([
        write.patch('club.group', a, { above: b2.id }),
        write.patch('club.group', b, { above: a2.id }),
      ])
      const won = outcomes.filter(({ status }) => status === 'fulfilled')
      assert.lengthOf(won, 1)
      const { data } = await list(sample, 'club.group', { limit: '100', fields: 'above' })
      const aboveOf = new Map(data.map((one) => [one.id, (one.above as { id: string } | null)?.id]))
      for (const start of [a.id, b.id]) {
        const seen = new Set<string>()
        for (let at: string | undefined = start; at; at = aboveOf.get(at)) {
          assert.isFalse(seen.has(at))
          seen.add(at)
        }
      }
    }
  })

  test('lookups follow their relations, in lists, filters and sorting', async ({ assert }) => {
    const { sample, write, person } = opened
    const old = await person('老', { level: 9, phone: '13800000009' })
    const young = await person('青', { level: 2, phone: '13800000002', mentor: old.id })
    await write.create('club.group', { name: '查甲', leader: old.id })
    await write.create('club.group', { name: '查乙', leader: young.id })
    await write.create('club.group', { name: '查丙' })
    const ask = async (query: object, actor = keeper) => {
      const filter = {
        all: [{ name: { startsWith: '查' } }, (query as { filter?: object }).filter ?? {}],
      }
      const { data } = await list(
        sample,
        'club.group',
        { ...query, filter: JSON.stringify(filter) },
        actor
      )
      return data
    }
    const rows = await ask({ sort: 'leader_level,name' })
    assert.deepEqual(
      rows.map(({ name, leader_level: level }) => [name, level]),
      [
        ['查乙', 2],
        ['查甲', 9],
        ['查丙', null],
      ]
    )
    assert.deepEqual(rows[0]!.mentor, { id: old.id, title: '老' })
    assert.equal(rows[0]!.mentor_name, '老')
    assert.equal(rows[0]!.leader_phone, '13800000002')
    const found = async (filter: object, actor = keeper) =>
      (await ask({ filter, sort: 'name' }, actor)).map(({ name }) => name)
    assert.deepEqual(await found({ leader_level: { gte: 5 } }), ['查甲'])
    assert.deepEqual(await found({ mentor_name: '老' }), ['查乙'])
    assert.deepEqual(await found({ mentor: old.id }), ['查乙'])
    assert.deepEqual(await found({ leader_level: { empty: true } }), ['查丙'])
    // The guest reads people up to level 5, and no phones: the source's rights hold.
    const seen = await ask({ sort: 'name' }, guest)
    assert.deepEqual(
      seen.map(({ name, leader_level: level }) => [name, level]),
      [
        ['查丙', null],
        ['查乙', 2],
        ['查甲', null],
      ]
    )
    assert.notProperty(seen[0]!, 'leader_phone')
    assert.deepEqual(await found({ leader_level: { gte: 1 } }, guest), ['查乙'])
    assert.deepEqual(await codesOf(() => found({ leader_phone: 'x' }, guest)), [
      'E_QUERY_UNKNOWN_FIELD /filter/all/1/leader_phone',
    ])
    assert.deepEqual(
      await codesOf(() => write.create('club.group', { name: '写', leader_level: 3 })),
      ['E_FIELD_READONLY /leader_level']
    )
  })

  test('a polymorphic link names the entity, is filtered and told in history', async ({
    assert,
  }) => {
    const { sample, write, person } = opened
    const someone = await person('某')
    const team = await write.create('club.group', { name: '某组' })
    const about = { entity: 'club.person', id: someone.id }
    const note = await write.create('club.note', {
      name: '记',
      about,
      kept_for: { entity: 'club.group', id: team.id },
    })
    const { data } = await get(sample, 'club.note', note.id)
    assert.deepEqual(data.about, { ...about, title: '某' })
    assert.deepEqual(data.kept_for, { entity: 'club.group', id: team.id, title: '某组' })
    await write.patch('club.note', note, { about: { entity: 'club.group', id: team.id } })
    const ids = async (filter: object) =>
      (await list(sample, 'club.note', { filter: JSON.stringify(filter) })).data.map(({ id }) => id)
    assert.deepEqual(await ids({ about: { eq: { entity: 'club.group', id: team.id } } }), [note.id])
    assert.deepEqual(await ids({ about: { eq: { entity: 'club.person', id: team.id } } }), [])
    assert.deepEqual(await ids({ about: { in: [about, { entity: 'club.group', id: team.id }] } }), [
      note.id,
    ])
    assert.deepEqual(await ids({ about: { ne: about } }), [note.id])
    assert.deepEqual(await ids({ mentions: { empty: true } }), [note.id])
    const { data: history } = await readHistory(
      sample.environment,
      keeper,
      'club.note',
      note.id,
      {}
    )
    assert.deepEqual(history[0]!.changes, [
      {
        field: 'about',
        title: '关于',
        before: { ...about, title: '某' },
        after: { entity: 'club.group', id: team.id, title: '某组' },
      },
    ])
    const wrong = (value: unknown) => () => write.create('club.note', { name: '错', about: value })
    assert.deepEqual(await codesOf(wrong({ entity: 'club.note', id: note.id })), [
      'E_RECORD_INVALID /about',
    ])
    assert.deepEqual(await codesOf(wrong({ entity: 'club.group', id: someone.id })), [
      'E_FIELD_REFERENCE /about',
    ])
  })

  test('T035 through every kind of relation: three at most, secrets unknown, each hop by its rights', async ({
    assert,
  }) => {
    const { sample } = opened
    const refused = async (filter: object, actor = guest) =>
      (
        await codesOf(() => list(sample, 'club.group', { filter: JSON.stringify(filter) }, actor))
      ).map((text) => text.split(' ')[0])
    const unknown = ['E_QUERY_UNKNOWN_FIELD']
    for (const secret of ['password', 'passwordHash', 'phone']) {
      assert.deepEqual(await refused({ [`leader.${secret}`]: 'x' }), unknown)
      assert.deepEqual(await refused({ [`leader.mentor.${secret}`]: 'x' }), unknown)
      assert.deepEqual(await refused({ [`mentor.${secret}`]: 'x' }), unknown)
      assert.deepEqual(await refused({ members: { has: { [secret]: 'x' } } }), unknown)
      assert.deepEqual(
        await refused({ meetings: { has: { guests: { has: { [secret]: 'x' } } } } }),
        unknown
      )
    }
    const long = ['E_QUERY_TOO_COMPLEX']
    assert.deepEqual(await refused({ 'leader.mentor.mentor.mentor.name': 'x' }, keeper), long)
    assert.deepEqual(
      await refused({ 'leader.mentor.mentor.mentor.mentor.name': 'x' }, keeper),
      long
    )
    // A lookup counts for the relations it follows.
    assert.deepEqual(await refused({ 'mentor.mentor.mentor.name': 'x' }, keeper), long)
    await list(sample, 'club.group', { filter: JSON.stringify({ 'mentor.mentor.name': 'x' }) })
  })

  test('an import may bring a tree, but no circle', async ({ assert }) => {
    const { sample } = opened
    const { insertBatches } = await import('#core/records/write/insert_many.ts')
    const { newId } = await import('#core/records/storage/ids.ts')
    const [a, b] = [newId(), newId()]
    const rows = [
      { id: a, name: '入甲', above: b },
      { id: b, name: '入乙', above: a },
    ]
    assert.deepEqual(
      await codesOf(() => insertBatches(sample.environment, [{ entity: 'club.group', rows }])),
      ['E_FIELD_TREE_CYCLE /0/above', 'E_FIELD_TREE_CYCLE /1/above']
    )
    const fine = [rows[0]!, { id: b, name: '入乙', members: [] }]
    const ids = await insertBatches(sample.environment, [{ entity: 'club.group', rows: fine }])
    assert.lengthOf(ids, 2)
    assert.equal(systemActor.userId, 'system')
  })
})
