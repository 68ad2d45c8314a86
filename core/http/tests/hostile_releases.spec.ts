/** Definitions that try to bring SQL of their own to the tables, or to lay open what was hidden. */
import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import { actorWith } from '#core/records/tests/support/open_records.ts'
import { openWorkshop } from './support/workshop.ts'
import type { Document, Workshop } from './support/workshop.ts'

const module = {
  ...{ kind: 'module', key: 'shop', uid: 'hrshop000', title: '店', version: '1.0.0' },
  schemaVersion: 1,
}
const entityWith = (field: object, more: object = {}) => ({
  ...{ kind: 'entity', key: 'shop.sheet', uid: 'hrsheet00', title: '单据', schemaVersion: 1 },
  titleField: 'name',
  schema: {
    type: 'object',
    properties: {
      name: { 'type': 'string', 'title': '名称', 'x-uid': 'hrname000' },
      x: { 'type': 'string', 'title': 'X', 'x-uid': 'hrfieldx0', ...field },
    },
  },
  ...more,
})
const index = (name: string) => [{ uid: 'hrindex00', fields: [name] }]

const hostile: Readonly<Record<string, object>> = {
  'a default that is raw SQL to Knex': entityWith({ default: ['x', { isRaw: true }] }),
  'a default with a method of SQL builders': entityWith({ default: { toSQL: 1 } }),
  'a type that ends the statement': entityWith({ 'x-type': 'text); drop table users--' }),
  'a JSON type that ends the statement': entityWith({ type: 'string); drop table users--' }),
  'a scale that is text': entityWith({ 'x-type': 'money', 'x-scale': '2); drop table users--' }),
  'an index over an expression': entityWith({}, { indexes: index('lower(x))--') }),
  'a unique over an expression': entityWith({}, { unique: index('x) where (1=1') }),
  'a uid that is SQL': entityWith({ 'x-uid': 'a");drop--' }),
}

test.group('http | hostile releases', (group) => {
  let shop: Workshop
  group.setup(async () => {
    shop = await openWorkshop([module, entityWith({})])
    return () => shop.drop()
  })

  for (const [name, document] of Object.entries(hostile)) {
    test(`T009 ${name} is refused with its place, and no table is touched`, async ({ assert }) => {
      const { drafts, releases } = shop.definitions
      const by = systemActor.userId
      const sent: string[] = []
      const stop = shop.database.onStatement(({ sql }) => sent.push(sql))
      const address = { kind: 'entity', key: 'shop.sheet' }
      const seen = (await drafts.list())[0]?.hash ?? null
      const { problems } = await drafts.save(address, document, { seen, by })
      const errors = problems.filter(({ severity }) => severity === 'error')
      assert.isAbove(errors.length, 0)
      for (const { key, pointer } of errors) {
        assert.equal(key, 'shop.sheet')
        assert.match(pointer, /^\/(schema\/properties\/x|indexes\/0|unique\/0)/)
      }
      const { hash } = await releases.plan({})
      await assert.rejects(() => releases.publish({ plan: hash, note: '', by }))
      stop()
      // Drafts are kept as bound parameters; no statement changes a table, none has a word of theirs.
      const changing = /\b(CREATE|ALTER|DROP|TRUNCATE|users|lower\(x\))/i
      assert.deepEqual(
        sent.filter((sql) => changing.test(sql)),
        []
      )
      assert.equal(shop.registry.releaseId, '1')
    })
  }
})

const role = {
  ...{ kind: 'role', key: 'shop.planner', uid: 'hrplanner', title: '计划员', schemaVersion: 1 },
  grants: [{ entity: 'shop.sheet', actions: ['read'], fields: { deny: ['x'] } }],
}

test.group('http | a hidden field that goes and comes again', () => {
  test('T016 it is another field: still hidden, without the old values, under an identity of its own', async ({
    assert,
  }) => {
    const shop = await openWorkshop([module, entityWith({}), role])
    const planner = actorWith(['shop.planner'])
    const rowsOf = async (actor: Actor) =>
      (await shop.records.list(actor, 'shop.sheet', {})).data.map(({ name, x }) => ({ name, x }))
    const seeks = (filter: object) =>
      shop.records.list(planner, 'shop.sheet', { filter: JSON.stringify(filter) })
    const columnOf = () => shop.registry.entity('shop.sheet').fields.get('x')!.column
    try {
      await shop.records.create(systemActor, 'shop.sheet', { name: 'a', x: 'dear' })
      const before = columnOf()
      await shop.publish([entityWith({ 'x-uid': 'hragain00' })])
      assert.notEqual(columnOf(), before)
      assert.deepEqual(await rowsOf(systemActor), [{ name: 'a', x: null }])
      await shop.records.create(systemActor, 'shop.sheet', { name: 'b', x: 'new' })
      assert.deepEqual(
        (await rowsOf(planner)).map((row) => row.x),
        [undefined, undefined]
      )
      await assert.rejects(() => seeks({ x: 'new' }), /E_QUERY/)
      // The role goes on naming it: without that it cannot be taken out, so nothing is laid open.
      const bare = entityWith({}) as Document & { schema: { properties: Record<string, object> } }
      delete bare.schema.properties.x
      await assert.rejects(() => shop.publish([bare]), /E_DEFINITION_INVALID/)
    } finally {
      await shop.drop()
    }
  })
})
