/** What releases do to values that are there: unique, required, dropped fields, states taken away. */
import { test } from '@japa/runner'
import { applyReportingViews } from '#core/records/index.ts'
import { systemActor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import { openWorkshop } from './support/workshop.ts'
import type { Document, Workshop } from './support/workshop.ts'

const state = (id: string, title: string) => ({ id, title })
const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })

const lifecycle: Document = {
  ...{ kind: 'lifecycle', key: 'shop.order', uid: 'vlifecycl', title: '状态', schemaVersion: 1 },
  ...{ entity: 'shop.order', field: 'status', initial: 'open' },
  states: [state('open', '未结'), state('held', '挂起'), state('done', '完成')],
  transitions: [
    { id: 'hold', title: '挂起', from: ['open'], to: 'held', allow: ['$owner'] },
    { id: 'finish', title: '完成', from: ['open', 'held'], to: 'done', allow: ['$owner'] },
  ],
}
const order = (change: (document: Document) => void = () => {}): Document => {
  const document = {
    ...{ kind: 'entity', key: 'shop.order', uid: 'vorder000', title: '订单', schemaVersion: 1 },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: text('名称', 'vordernam'),
        code: text('编码', 'vordercod'),
        level: text('级别', 'vorderlev'),
        link: {
          ...{ 'title': '关联', 'x-uid': 'vorderlin', 'x-type': 'relation' },
          'x-relation': { to: 'shop.order', onDelete: 'empty' },
        },
        status: {
          ...{ 'title': '状态', 'x-uid': 'vordersta', 'x-type': 'state' },
          'x-lifecycle': 'shop.order',
        },
      },
    },
  }
  change(document)
  return document
}
const module = { kind: 'module', key: 'shop', uid: 'vshop0000', title: '店', version: '1.0.0' }
const unique = [{ uid: 'vuniqcode', fields: ['code'] }]
type Schema = { required?: string[]; properties: Record<string, Record<string, unknown>> }
const schemaOf = (document: Document) => document.schema as Schema

test.group('values over releases', (group) => {
  let shop: Workshop
  const rows = async (fields: string) => {
    const page = await shop.records.list(systemActor, 'shop.order', { fields, sort: 'name' })
    return page.data.map(({ id: _id, rev: _rev, ...rest }) => rest)
  }
  const create = (values: object) => shop.records.create(systemActor, 'shop.order', values)
  const refused = async (work: Promise<unknown>) => {
    try {
      await work
    } catch (error) {
      if (error instanceof Refusal) return error.faults.map(({ params }) => params?.code ?? '')
      throw error
    }
    return []
  }
  const activate = (id: string) =>
    shop.definitions.releases.activate(id, { plan: null, by: systemActor.userId })
  const plan = (request = {}) => shop.definitions.releases.plan(request)

  group.each.setup(async () => {
    const documents = [module, lifecycle, order()].map((one) => ({ schemaVersion: 1, ...one }))
    shop = await openWorkshop(documents)
    await create({ name: 'a', code: 'x', level: 'top' })
    await create({ name: 'b', code: 'x' })
    await create({ name: 'c' })
    return () => shop.drop()
  })

  test('a unique that values break is shown in the plan and refused; taken out, it is gone', async ({
    assert,
  }) => {
    await shop.definitions.drafts.save(
      order(),
      order((one) => (one.unique = unique)),
      {
        ...{ seen: null, by: 'system' },
      }
    )
    const { problems } = await plan()
    assert.containSubset(problems, [{ code: 'E_DEFINITION_DUPLICATE_VALUES' }])
    assert.include(JSON.stringify(problems), '“x”2 条')
    const { data } = await shop.records.list(systemActor, 'shop.order', { sort: 'name' })
    const [, second] = data
    const { id, rev } = second as { id: string; rev: number }
    await shop.records.patch(systemActor, 'shop.order', id, { code: 'y' }, { rev })
    assert.deepEqual((await plan()).problems, [])
    const published = await plan()
    const by = systemActor.userId
    await shop.definitions.releases.publish({ plan: published.hash, note: '', by })
    await assert.rejects(() => create({ name: 'd', code: 'x' }), /E_RECORD_NOT_UNIQUE/)
    await activate('1')
    await create({ name: 'd', code: 'x' })
    assert.lengthOf(await rows('name'), 4)
  })

  test('required with a default is filled in, and the way back takes it out again', async ({
    assert,
  }) => {
    const required = order((one) => {
      schemaOf(one).required = ['level']
      schemaOf(one).properties.level!.default = 'low'
    })
    await shop.publish([required])
    assert.deepEqual(await rows('name,level'), [
      { name: 'a', level: 'top' },
      { name: 'b', level: 'low' },
      { name: 'c', level: 'low' },
    ])
    const [, , third] = (await shop.records.list(systemActor, 'shop.order', { sort: 'name' })).data
    const { id, rev } = third as { id: string; rev: number }
    await shop.records.patch(systemActor, 'shop.order', id, { level: 'high' }, { rev })
    await activate('1')
    assert.deepEqual(await rows('level'), [{ level: 'top' }, { level: null }, { level: 'high' }])
    await activate('2')
    assert.deepEqual(await rows('level'), [{ level: 'top' }, { level: 'low' }, { level: 'high' }])
  })

  test('required without a default tells how many are blank', async ({ assert }) => {
    const required = order((one) => (schemaOf(one).required = ['level']))
    await shop.definitions.drafts.save(required, required, { seen: null, by: 'system' })
    const { problems } = await plan()
    assert.containSubset(problems, [
      { code: 'E_DEFINITION_REQUIRED_BLANK', severity: 'warning', params: { rows: 2 } },
    ])
  })

  test('a dropped field comes back with its values within 30 days, then its column is gone', async ({
    assert,
  }) => {
    const column = shop.registry.entity('shop.order').fields.get('level')!.column!
    const isThere = async () => {
      const { table } = shop.registry.entity('shop.order')
      const { columnsOf } = shop.database.dialect
      const columns = await shop.database.read.all<{ name: string }>(columnsOf, [table])
      return columns.some(({ name }) => name === column)
    }
    const without = order((one) => {
      delete schemaOf(one).properties.level
      delete schemaOf(one).properties.link
    })
    // A view of a report reads the column until it goes.
    await shop.database.tx((tx) => applyReportingViews(tx, shop.registry.current()))
    await shop.publish([without])
    assert.deepEqual(await shop.definitions.purge(), 0)
    await activate('1')
    assert.deepEqual((await rows('level'))[0], { level: 'top' })
    await activate('2')
    shop.ahead(31)
    assert.equal(await shop.definitions.purge(), 0)
    assert.isTrue(await isThere())
    await shop.registry.refresh()
    shop.ahead(1)
    assert.equal(await shop.definitions.purge(), 2)
    assert.isFalse(await isThere())
    // Again with that name, it is a field without the old values (T016).
    await shop.publish([order()])
    assert.deepEqual(await rows('level'), [{ level: null }, { level: null }, { level: null }])
  })

  test('the column before a retype is dropped after its time, and writes go on', async ({
    assert,
  }) => {
    const retyped = order((one) => {
      Object.assign(schemaOf(one).properties.code!, { type: 'boolean' })
    })
    await shop.publish([retyped])
    shop.ahead(31)
    await shop.definitions.purge()
    await shop.registry.refresh()
    assert.deepEqual(shop.registry.entity('shop.order').fields.get('code')!.mirrors, [])
    await create({ name: 'e', code: true })
    shop.ahead(1)
    assert.equal(await shop.definitions.purge(), 1)
    await create({ name: 'f', code: false })
    // The way back is a conversion like any other then.
    await activate('1')
    const codes = (await rows('code')).map(({ code }) => code)
    assert.deepEqual(codes, [null, null, null, '是', '否'])
  })

  test('a state that records hold goes where the plan says, and comes back', async ({ assert }) => {
    const { data } = await shop.records.list(systemActor, 'shop.order', { sort: 'name' })
    const { id } = data[0] as { id: string }
    await shop.records.transition(systemActor, 'shop.order', id, 'hold')
    const without = structuredClone(lifecycle) as Document & { states: object[] }
    without.states = [state('open', '未结'), state('done', '完成')]
    without.transitions = [
      { id: 'finish', title: '完成', from: ['open'], to: 'done', allow: ['$owner'] },
    ]
    const codes = await refused(shop.publish([without]))
    assert.deepEqual(codes, ['E_DEFINITION_CODE_HELD'])
    const { hash } = await plan({ map: { 'shop.order': { held: 'open' } } })
    const by = systemActor.userId
    await shop.definitions.releases.publish({ plan: hash, note: '', by })
    assert.deepEqual((await rows('status'))[0], { status: 'open' })
    await activate('1')
    assert.deepEqual((await rows('status'))[0], { status: 'held' })
  })
})
