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

const person = (title: string, type: string) => ({ title, 'x-type': type })

/** Deals of departments: sales people see and change those of their own. */
const deals = [
  {
    ...{ kind: 'entity', key: 'shop.department', title: '部门', titleField: 'name' },
    anchor: 'department',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        parent: { 'title': '上级', 'x-type': 'tree_parent' },
        leader: person('负责人', 'user'),
      },
    },
  },
  {
    ...{ kind: 'entity', key: 'shop.user', title: '用户', titleField: 'name', anchor: 'user' },
    schema: {
      type: 'object',
      properties: {
        ...{ account: { type: 'string', title: '账号' }, kind: { type: 'string', title: '类别' } },
        ...{ state: { type: 'string', title: '状态' }, locale: { type: 'string', title: '语言' } },
        name: { type: 'string', title: '姓名' },
        department: person('部门', 'department'),
      },
    },
  },
  {
    ...{ kind: 'entity', key: 'shop.deal', title: '商机', titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        department: person('部门', 'department'),
        seller: person('销售', 'user'),
      },
    },
  },
  {
    ...{ kind: 'role', key: 'shop.chief', title: '主管' },
    grants: [{ entity: 'shop.*', actions: ['*'] }],
  },
  {
    ...{ kind: 'role', key: 'shop.sales', title: '销售' },
    grants: [
      {
        entity: 'shop.deal',
        actions: ['read', 'create', 'update'],
        rows: { 'department': '$my_department', 'seller.department': '$my_department' },
      },
      { entity: 'shop.department', actions: ['read'] },
      { entity: 'shop.user', actions: ['read'] },
    ],
  },
]

test.group('records | the scope holds for what a write leaves behind', () => {
  test('T038 a row is not moved to another department, made there, or given to its user', async ({
    assert,
  }) => {
    const db = await openRecords(...deals)
    try {
      const chief = writing(db, actorWith(['shop.chief']))
      const [a, b] = [
        await chief.create('shop.department', { name: 'A' }),
        await chief.create('shop.department', { name: 'B' }),
      ]
      const [mine, theirs] = [
        await chief.create('shop.user', { name: '甲', department: a.id }),
        await chief.create('shop.user', { name: '乙', department: b.id }),
      ]
      const more = { userId: mine.id, departmentId: a.id, departmentTree: [a.id] }
      const sales = writing(db, actorWith(['shop.sales'], more))
      const own = { name: '一', department: a.id, seller: mine.id }
      const deal = await sales.create('shop.deal', own)
      const denied = ['E_ACCESS_DENIED']
      const patch = (values: object) => codesOf(() => sales.patch('shop.deal', deal, values))
      assert.deepEqual(await patch({ name: '二', department: b.id }), denied)
      assert.deepEqual(await patch({ name: '二', seller: theirs.id }), denied)
      const make = () => sales.create('shop.deal', { ...own, name: '三', department: b.id })
      assert.deepEqual(await codesOf(make), denied)
      for (const column of ['dept_id', 'owner_id', 'org_id']) {
        assert.deepEqual(await patch({ name: '二', [column]: b.id }), [
          `E_RECORD_INVALID /${column}`,
        ])
      }
      const { table, fields } = db.application.entities.get('shop.deal')!
      const name = fields.get('name')!.column!
      const rows = await db.database.read.all(`SELECT rev, "${name}" AS name FROM "${table}"`)
      assert.deepEqual(rows, [{ rev: 1, name: '一' }])
      const history = await db.database.read.all(
        'SELECT rev FROM record_history WHERE record_id = ?',
        [deal.id]
      )
      assert.lengthOf(history, 1)
    } finally {
      await db.drop()
    }
  })
})
