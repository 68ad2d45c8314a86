import { test } from '@japa/runner'
import type { Actor } from '#engine/access/index.ts'
import { newId } from '../../storage/ids.ts'
import { createRecords } from '../../create_records.ts'
import type { Records } from '../../create_records.ts'
import { actorWith, codesOf, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const entity = (key: string, title: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key, title, titleField: 'name', schema: { type: 'object', properties } },
  ...more,
})
const person = {
  ...{ account: text('账号'), name: text('姓名'), kind: text('类型'), state: text('状态') },
  ...{ department: { 'title': '部门', 'x-type': 'department' }, locale: text('语言') },
}
const documents = [
  entity('firm.person', '人员', person, { anchor: 'user' }),
  entity(
    'firm.unit',
    '部门',
    {
      name: text('名称'),
      parent: { 'title': '上级', 'x-type': 'tree_parent' },
      leader: { 'title': '负责人', 'x-type': 'user' },
      organization: {
        'title': '机构',
        'x-type': 'relation',
        'x-relation': { to: 'firm.company' },
      },
    },
    { anchor: 'department' }
  ),
  entity(
    'firm.company',
    '机构',
    { name: text('名称'), parent: { 'title': '上级', 'x-type': 'tree_parent' } },
    { anchor: 'organization' }
  ),
  entity('firm.deal', '业务', {
    name: text('名称'),
    card: { 'type': 'string', 'title': '卡号', 'x-mask': 'last4' },
    limit: { type: 'integer', title: '额度' },
  }),
  {
    ...{ kind: 'role', key: 'firm.seller', title: '销售' },
    grants: [
      { entity: 'firm.*', actions: ['read', 'create'] },
      {
        ...{ entity: 'firm.deal', actions: ['update', 'assign'] },
        rows: { dept_id: { in: '$my_department_tree' } },
      },
    ],
  },
  {
    ...{ kind: 'role', key: 'firm.clerk', title: '文员' },
    grants: [
      { entity: 'firm.deal', actions: ['read'], fields: { mask: ['card', 'limit'] } },
      {
        ...{ entity: 'firm.deal', actions: ['reveal'], fields: { only: ['card'] } },
        rows: { name: 'open' },
      },
    ],
  },
]

test.group('records | assign and reveal', (group) => {
  let db: SampleRecords
  let records: Records
  const ids = { a: newId(), b: newId(), west: newId(), east: newId(), firm: newId(), gone: newId() }
  let seller: Actor
  let clerk: Actor
  group.setup(async () => {
    db = await openRecords(...documents)
    records = createRecords(db.environment)
    await records.insertBatches([
      { entity: 'firm.company', rows: [{ id: ids.firm, name: '公司' }] },
      {
        entity: 'firm.unit',
        rows: [
          { id: ids.west, name: '西部', organization: ids.firm },
          { id: ids.east, name: '东部', organization: ids.firm },
        ],
      },
      {
        entity: 'firm.person',
        rows: [
          { id: ids.a, account: 'a', name: '甲', department: ids.west },
          { id: ids.b, account: 'b', name: '乙', department: ids.east },
          { id: ids.gone, account: 'c', name: '丙', department: ids.west, state: 'left' },
        ],
      },
    ])
    const where = { departmentId: ids.west, departmentTree: [ids.west] }
    seller = actorWith(['firm.seller'], { userId: ids.a, ...where })
    clerk = actorWith(['firm.clerk'], { userId: ids.b })
    return () => db.drop()
  })
  const make = (more: object = {}) =>
    records.create(seller, 'firm.deal', { name: 'open', card: '6222021234567', limit: 5, ...more })

  test('a record is handed over within the own reach; department and organization follow', async ({
    assert,
  }) => {
    const wide = { ...seller, departmentTree: [ids.west, ids.east] }
    const made = await make()
    const moved = await records.assign(wide, 'firm.deal', made.id, { owner: ids.b }, { rev: 1 })
    assert.containsSubset(moved, { rev: 2, owner_id: ids.b, dept_id: ids.east, org_id: ids.firm })
    const back = { owner: ids.a, department: ids.west }
    const again = await records.assign(wide, 'firm.deal', made.id, back, { rev: 2 })
    assert.containsSubset(again, { owner_id: ids.a, dept_id: ids.west })
    const { data } = await records.history(wide, 'firm.deal', made.id)
    assert.deepEqual(
      data.map(({ command }) => command),
      ['assign', 'assign', 'create']
    )
  })

  test('T038 giving a record out of the own department, or to its user, changes nothing', async ({
    assert,
  }) => {
    const made = await make()
    for (const given of [{ owner: ids.b }, { department: ids.east }]) {
      const work = () => records.assign(seller, 'firm.deal', made.id, given, { rev: 1 })
      assert.deepEqual(await codesOf(work), ['E_ACCESS_DENIED'])
    }
    for (const values of [{ owner_id: ids.b }, { dept_id: ids.east }]) {
      const work = () => records.patch(seller, 'firm.deal', made.id, values, { rev: 1 })
      const [code] = await codesOf(work)
      assert.match(code!, /^E_RECORD_INVALID/)
    }
    const { data, can } = await records.get(seller, 'firm.deal', made.id)
    assert.containsSubset(data, { rev: 1, owner_id: ids.a, dept_id: ids.west })
    assert.isTrue(can.assign)
    const bulk = { operations: [{ op: 'assign', id: made.id, rev: 1, values: { owner: ids.b } }] }
    const [result] = await records.bulk(seller, 'firm.deal', bulk)
    assert.equal(result?.status, 403)
  })

  test('only with the right, on the revision seen, to somebody who is there and active', async ({
    assert,
  }) => {
    const made = await make()
    const assign = (who: Actor, given: unknown, rev: number | null = 1) =>
      codesOf(() => records.assign(who, 'firm.deal', made.id, given, { rev }))
    assert.deepEqual(await assign(clerk, { owner: ids.a }), ['E_ACCESS_DENIED'])
    assert.deepEqual(await assign(seller, { owner: ids.gone }), ['E_FIELD_REFERENCE /owner'])
    assert.deepEqual(await assign(seller, { owner: newId() }), ['E_FIELD_REFERENCE /owner'])
    assert.deepEqual(await assign(seller, { owner: ids.a }, null), ['E_RECORD_REV_REQUIRED'])
    assert.deepEqual(await assign(seller, { owner: ids.a }, 9), ['E_RECORD_STALE'])
    assert.deepEqual(await assign(seller, {}), ['E_RECORD_INVALID '.trim()])
    assert.deepEqual(await assign(seller, { owner: 'x', boss: ids.a }), [
      'E_RECORD_INVALID /boss',
      'E_RECORD_INVALID /owner',
    ])
  })

  test('several are handed over at once', async ({ assert }) => {
    const made = [await make(), await make()]
    const wide = { ...seller, departmentTree: [ids.west, ids.east] }
    const operations = made.map(({ id }) => ({
      op: 'assign',
      id,
      rev: 1,
      values: { owner: ids.b },
    }))
    const results = await records.bulk(wide, 'firm.deal', { operations, atomic: true })
    assert.deepEqual(
      results.map((one) => 'data' in one && one.data?.owner_id),
      [ids.b, ids.b]
    )
  })

  const reveal = (who: Actor, id: string, fields: string[], reason = '核对') =>
    records.reveal(who, { entity: 'firm.deal', id, fields, reason, requestId: null })

  test('a masked value is shown once, with a trace of who, what, when and why', async ({
    assert,
  }) => {
    const made = await make()
    const { data, can } = await records.get(clerk, 'firm.deal', made.id)
    assert.deepEqual([data.card, data.limit, can.reveal], ['****4567', '****', ['card']])
    assert.deepEqual(await reveal(clerk, made.id, ['card']), { card: '6222021234567' })
    const [entry, ...rest] = await records.reveals(clerk, 'firm.deal', made.id)
    assert.lengthOf(rest, 0)
    assert.containsSubset(entry, {
      actor: { id: ids.b },
      fields: [{ field: 'card', title: '卡号' }],
      reason: '核对',
    })
    const after = await records.get(clerk, 'firm.deal', made.id)
    assert.equal(after.data.card, '****4567')
  })

  test('without the grant, out of its rows or without a reason nothing is shown or kept', async ({
    assert,
  }) => {
    const open = await make()
    const closed = await make({ name: 'closed' })
    const codes = (id: string, fields: string[], reason?: string) =>
      codesOf(() => reveal(clerk, id, fields, reason))
    assert.deepEqual(await codes(open.id, ['card', 'limit']), ['E_ACCESS_DENIED'])
    assert.deepEqual(await codes(closed.id, ['card']), ['E_ACCESS_DENIED'])
    assert.deepEqual(await codes(open.id, ['card'], '  '), ['E_REVEAL_INVALID /reason'])
    assert.deepEqual(await codes(open.id, ['nothing']), ['E_REVEAL_INVALID /fields/0'])
    assert.deepEqual(await codes(newId(), ['card']), ['E_RECORD_NOT_FOUND'])
    assert.deepEqual((await records.get(clerk, 'firm.deal', closed.id)).can.reveal, [])
    assert.deepEqual(await records.reveals(clerk, 'firm.deal', open.id), [])
  })

  test('so many in ten minutes, exactly, also when they are asked for at once', async ({
    assert,
  }) => {
    const made = await make()
    const collector = actorWith(['firm.clerk'])
    const answers = await Promise.allSettled(
      Array.from({ length: 70 }, () => reveal(collector, made.id, ['card']))
    )
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 60)
    assert.lengthOf(await records.reveals(clerk, 'firm.deal', made.id), 60)
    assert.deepEqual(await codesOf(() => reveal(collector, made.id, ['card'])), [
      'E_REVEAL_TOO_MANY',
    ])
    db.at('2026-11-22T02:10:01.000Z')
    assert.deepEqual(await reveal(collector, made.id, ['card']), { card: '6222021234567' })
  })
})
