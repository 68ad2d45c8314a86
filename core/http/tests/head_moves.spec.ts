/** Two processes of one database: what one publishes holds for what the other writes, at once. */
import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Database } from '#core/storage/index.ts'
import { freshDatabase, openDatabase } from '../../../tests/harness/databases.ts'
import { filesOf, workshopOn } from './support/workshop.ts'
import type { Document } from './support/workshop.ts'

type Process = Awaited<ReturnType<typeof workshopOn>>
type Schema = { required?: string[]; properties: Record<string, Record<string, unknown>> }

const state = (id: string, title: string) => ({ id, title })
const lifecycle: Document = {
  ...{ kind: 'lifecycle', key: 'shop.order', uid: 'hlifecycl', title: '状态', schemaVersion: 1 },
  ...{ entity: 'shop.order', field: 'status', initial: 'open' },
  states: [state('open', '未结'), state('done', '完成')],
  transitions: [{ id: 'finish', title: '完成', from: ['open'], to: 'done', allow: ['$owner'] }],
}
const order = (change: (schema: Schema) => void = () => {}): Document => {
  const schema: Schema = {
    required: ['name'],
    properties: {
      name: { 'type': 'string', 'title': '名称', 'x-uid': 'hordernam' },
      price: { 'type': 'string', 'title': '价格', 'x-uid': 'horderpri' },
      count: { 'type': 'integer', 'title': '数量', 'x-uid': 'hordercou' },
      twice: {
        ...{ 'type': 'integer', 'title': '倍数', 'x-uid': 'hordertwi' },
        ...{ 'x-type': 'formula', 'x-result': 'integer', 'x-formula': '=count * 2' },
      },
      status: {
        ...{ 'title': '状态', 'x-uid': 'hordersta', 'x-type': 'state' },
        'x-lifecycle': 'shop.order',
      },
    },
  }
  change(schema)
  return {
    ...{ kind: 'entity', key: 'shop.order', uid: 'horder000', title: '订单', schemaVersion: 1 },
    titleField: 'name',
    schema: { type: 'object', ...schema },
  }
}
const module = {
  ...{ kind: 'module', key: 'shop', uid: 'hshop0000', title: '店', version: '1.0.0' },
  schemaVersion: 1,
}
/** Another form of one field, a new one that is required, another formula. */
const next = order(({ required, properties }) => {
  Object.assign(properties.price!, { 'x-type': 'money', 'x-scale': 2 })
  properties.unit = { 'type': 'string', 'title': '单位', 'x-uid': 'horderuni', 'default': '件' }
  properties.twice!['x-formula'] = '=count * 3'
  required!.push('unit')
})
const right = { price: '12.50', count: 4, unit: '件', twice: 12 }
const given = (name: string) => ({ name, price: '12.50', count: 4 })

test.group('http | another process has published', (group) => {
  let here: Process
  let there: Process
  let database: Database
  /** What the other process waits for before it commits. */
  let beforeCommit = async () => {}

  group.each.setup(async () => {
    const fresh = await freshDatabase()
    const files = filesOf([module, lifecycle, order()])
    here = await workshopOn(fresh.database, files.folder, { computes: true })
    database = await openDatabase(fresh.location)
    const slow: Database = {
      ...database,
      tx: (work) =>
        database.tx(async (t) => {
          const done = await work(t)
          await beforeCommit()
          return done
        }),
    }
    there = await workshopOn(slow, files.folder, { computes: true })
    here.jobs.start()
    return async () => {
      beforeCommit = async () => {}
      await here.jobs.stop()
      await database.close()
      files.drop()
      await fresh.drop()
    }
  })

  const create = (name: string, options = {}) =>
    there.records.create(systemActor, 'shop.order', given(name), options)
  const orders = async (fields = 'name,price,count,unit,twice,status') => {
    const query = { fields, sort: 'name' }
    const { data } = await here.records.list(systemActor, 'shop.order', query)
    return data.map(({ id: _id, rev: _rev, ...rest }) => rest)
  }
  const history = async (id: string) =>
    (await here.records.history(systemActor, 'shop.order', id)).data.map(({ command }) => command)

  test('what is written there has the values and columns of the new release, once', async ({
    assert,
  }) => {
    const [patched, removed, finished] = await here.records.insertMany('shop.order', [
      ...['b', 'c', 'd'].map((name) => ({ ...given(name), price: '1' })),
    ])
    await there.records.remove(systemActor, 'shop.order', removed!, { rev: 1 })
    await here.publish([next])
    const key = { idempotencyKey: 'once' }
    const made = await create('a', key)
    assert.deepEqual(await create('a', key), made)
    assert.deepEqual(await history(made.id), ['create'])
    assert.deepInclude(made, right)

    await here.publish([order()])
    await here.publish([next])
    const { rev } = await there.records
      .get(systemActor, 'shop.order', patched!)
      .then(({ data }) => data)
    await there.records.patch(systemActor, 'shop.order', patched!, { price: '12.50' }, { rev })
    await here.publish([order()])
    await here.publish([next])
    await there.records.restore(systemActor, 'shop.order', removed!)
    await here.publish([order()])
    await here.publish([next])
    const { status } = await there.records.transition(
      systemActor,
      'shop.order',
      finished!,
      'finish'
    )
    assert.equal(status, 'done')
    assert.sameMembers(
      (await orders()).map(({ name }) => name),
      ['a', 'b', 'c', 'd']
    )
    const deeds = (await history(finished!)).filter((command) => command !== 'recompute')
    assert.deepEqual(deeds, ['transition:finish', 'import'])
    assert.equal((await orders()).find(({ name }) => name === 'b')!.price, '12.50')
  })

  for (const atomic of [false, true]) {
    test(`several operations at once${atomic ? ', all or none' : ''}: each is carried out once`, async ({
      assert,
    }) => {
      await here.publish([next])
      const names = ['a', 'b', 'c']
      const operations = names.map((name) => ({ op: 'create', values: given(name) }))
      const results = await there.records.bulk(systemActor, 'shop.order', { operations, atomic })
      assert.deepEqual(
        results.map(({ status }) => status),
        [201, 201, 201]
      )
      assert.deepEqual(
        await orders(),
        names.map((name) => ({ name, ...right, status: 'open' }))
      )
    })
  }

  test('who publishes waits for writers that are about to commit, and their values are filled in', async ({
    assert,
  }) => {
    let free = () => {}
    const held = new Promise<void>((resolve) => (free = resolve))
    const reached = new Promise<void>((resolve) => {
      beforeCommit = async () => {
        resolve()
        await held
      }
    })
    const writing = create('a')
    await reached
    const publishing = here.publish([
      order(({ properties }) => void (properties.twice!['x-formula'] = '=count * 3')),
    ])
    const first = await Promise.race([
      publishing.then(() => 'published'),
      new Promise((resolve) => setTimeout(resolve, 700, 'waits')),
    ])
    free()
    await Promise.all([writing, publishing])
    assert.equal(first, 'waits')
    const twice = async () => (await orders('twice'))[0]!.twice
    for (let n = 0; n < 100 && (await twice()) !== 12; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.equal(await twice(), 12)
  })

  test('a head that this process cannot load is told as busy, and nothing is kept', async ({
    assert,
  }) => {
    const manifest = [
      { kind: 'module', key: 'shop', uid: 'hshop0000', layer: 'site', hash: 'gone' },
    ]
    await here.database.tx(async (t) => {
      await t.run('UPDATE releases SET manifest = ?', [JSON.stringify(manifest)])
      await t.run('UPDATE release_head SET phase = phase + 1')
    })
    const refused = await create('a').catch((error: unknown) => error)
    assert.instanceOf(refused, Refusal)
    assert.equal((refused as Refusal).faults[0]!.code, 'E_DATABASE_BUSY')
    assert.deepEqual(await orders('name'), [])
  })
})
