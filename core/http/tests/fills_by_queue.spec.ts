/** Values that a release gives to many records are filled in by a job, piece by piece. */
import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import type { Refusal } from '#engine/errors.ts'
import { openWorkshop } from './support/workshop.ts'
import type { Document, Workshop } from './support/workshop.ts'

type Schema = { required?: string[]; properties: Record<string, Record<string, unknown>> }

const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })
const module: Document = {
  ...{ kind: 'module', key: 'shop', uid: 'qshop0000', title: '店', version: '1.0.0' },
  schemaVersion: 1,
}
const order = (change: (schema: Schema, whole: Document) => void = () => {}): Document => {
  const schema: Schema = {
    properties: {
      name: text('名称', 'qordernam'),
      code: text('编码', 'qordercod'),
      level: text('级别', 'qorderlev'),
      loud: {
        ...{ 'type': 'string', 'title': '大写', 'x-uid': 'qorderlou' },
        ...{ 'x-type': 'formula', 'x-result': 'text', 'x-formula': '=UPPER(level)' },
      },
    },
  }
  const whole: Document = {
    ...{ kind: 'entity', key: 'shop.order', uid: 'qorder000', title: '订单', schemaVersion: 1 },
    titleField: 'name',
    schema: { type: 'object', ...schema },
  }
  change(whole.schema as Schema, whole)
  return whole
}
const required = (unit: string) =>
  order((schema) => {
    schema.required = ['level', 'unit']
    schema.properties.level!.default = 'low'
    schema.properties.unit = { ...text('单位', 'qorderuni'), default: unit }
  })

const rows = 2_500

test.group('http | values filled in by the queue', (group) => {
  let shop: Workshop
  group.each.setup(async () => {
    shop = await openWorkshop([module, order()], { rowsAtOnce: 100, computes: true })
    await shop.records.insertMany(
      'shop.order',
      Array.from({ length: rows }, (_, n) => ({
        ...{ name: `n${n}`, code: `c${n}`, level: n % 3 === 0 ? 'top' : null },
      }))
    )
    return async () => {
      await shop.jobs.stop()
      await shop.drop()
    }
  })

  const ended = async (release: string) => {
    await shop.moved(release)
    const stale = () => shop.database.read.all('SELECT * FROM computed_stale')
    while ((await stale()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    return shop.definitions.releases.get(release)
  }
  const counts = async (field: string) => {
    const { data } = await shop.records.aggregate(systemActor, 'shop.order', {
      ...{ groupBy: [field], measures: [{ do: 'count', as: 'n' }] },
    })
    return Object.fromEntries(data.map((one) => [String(one[field]), one.n]))
  }
  const tops = Math.ceil(rows / 3)

  test('defaults of required fields, and what is computed from them; the way back takes them out', async ({
    assert,
  }) => {
    const id = await shop.publish([required('件')])
    const begun = await shop.definitions.releases.get(id)
    assert.equal(begun.state, 'migrating')
    await shop.jobs.start()
    assert.equal((await ended(id)).state, 'active')
    assert.deepEqual(await counts('unit'), { 件: rows })
    assert.deepEqual(await counts('level'), { low: rows - tops, top: tops })
    assert.deepEqual(await counts('loud'), { LOW: rows - tops, TOP: tops })
    const { progress } = await shop.definitions.releases.get(id)
    assert.deepEqual(progress, { done: 2 * rows - tops, total: 2 * rows - tops })

    const by = systemActor.userId
    const back = await shop.definitions.releases.activate('1', { plan: null, by })
    assert.equal(back.state, 'migrating')
    assert.equal((await ended(back.id)).state, 'active')
    assert.deepEqual(await counts('level'), { null: rows - tops, top: tops })
    assert.deepEqual(await counts('loud'), { null: rows - tops, TOP: tops })
  })

  test('whoever writes meanwhile is refused nothing, and his values stay', async ({ assert }) => {
    const id = await shop.publish([required('件')])
    await shop.jobs.start()
    const page = await shop.records.list(systemActor, 'shop.order', { limit: '20', sort: 'name' })
    for (const { id: record, rev } of page.data) {
      const of = { rev: rev as number }
      await shop.records.patch(systemActor, 'shop.order', String(record), { level: 'mine' }, of)
    }
    await shop.records.create(systemActor, 'shop.order', { name: 'new', code: 'new' })
    await ended(id)
    assert.deepInclude(await counts('level'), { mine: 20 })
    assert.notProperty(await counts('level'), 'null')
    assert.deepEqual(await counts('unit'), { 件: rows + 1 })
  })

  test('what was filled in and is blanked before the switch is filled in once more', async ({
    assert,
  }) => {
    const page = await shop.records.list(systemActor, 'shop.order', { limit: '20', sort: 'id' })
    const id = await shop.publish([required('件')])
    await shop.jobs.start()
    let blanked = 0
    for (let isTaken = true; isTaken;) {
      for (const { id: record } of page.data) {
        const { data } = await shop.records.get(systemActor, 'shop.order', String(record))
        const of = { rev: Number(data.rev) }
        // From the switch on a blank is refused.
        isTaken = await shop.records
          .patch(systemActor, 'shop.order', String(record), { level: null }, of)
          .then(() => true)
          .catch((error: Refusal) => error.faults[0]!.code === 'E_RECORD_STALE')
        if (!isTaken) break
        if (data.level === 'low') blanked += 1
      }
    }
    assert.isAbove(blanked, 0)
    assert.equal((await ended(id)).state, 'active')
    assert.notProperty(await counts('level'), 'null')
  })

  test('whoever publishes behind a release in force waits until its last rows are in order', async ({
    assert,
  }) => {
    const id = await shop.publish([required('件')])
    await shop.jobs.start()
    assert.notProperty(await ended(id), 'settling')
    // As it is between the switch and the end of the job.
    const set = (state: string) =>
      shop.database.tx((t) => t.run('UPDATE release_moves SET state = ?', [state]))
    await set('migrating')
    const { state, settling } = await shop.definitions.releases.get(id)
    assert.deepEqual({ state, settling }, { state: 'active', settling: true })
    let isOver = false
    const next = shop.publish([required('台')]).finally(() => (isOver = true))
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.isFalse(isOver)
    await set('done')
    assert.equal((await shop.definitions.releases.get(await next)).state, 'active')
  })

  test('a release that cannot take effect takes out what it had filled in', async ({ assert }) => {
    const unique = required('件')
    unique.unique = [{ uid: 'quniqcode', fields: ['code'] }]
    const id = await shop.publish([unique])
    const twin = await shop.records.create(systemActor, 'shop.order', { name: 'x', code: 'c1' })
    await shop.jobs.start()
    const { state, failure } = await ended(id)
    assert.equal(state, 'failed')
    assert.include(failure, '不能唯一')
    assert.deepEqual(await counts('level'), { null: rows - tops + 1, top: tops })
    assert.deepEqual(await counts('loud'), { null: rows - tops + 1, TOP: tops })
    assert.lengthOf(await shop.database.read.all('SELECT * FROM field_fills'), 0)

    await shop.records.remove(systemActor, 'shop.order', twin.id, { rev: 1 })
    const { drafts } = shop.definitions
    for (const draft of await drafts.list()) await drafts.discard(draft, null)
    const again = await shop.publish([
      Object.assign(required('个'), { unique: [{ uid: 'quniqcode', fields: ['code'] }] }),
    ])
    assert.equal((await ended(again)).state, 'active')
    assert.deepEqual(await counts('unit'), { 个: rows })
  })
})
