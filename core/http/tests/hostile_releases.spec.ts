/** Definitions that try to bring SQL of their own to the tables. */
import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { openWorkshop } from './support/workshop.ts'
import type { Workshop } from './support/workshop.ts'

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
