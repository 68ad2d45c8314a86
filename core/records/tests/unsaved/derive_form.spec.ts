import { test } from '@japa/runner'
import { createRecords } from '../../create_records.ts'
import type { Records } from '../../create_records.ts'
import { actorWith, codesOf, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const relation = (title: string, to: string) => ({
  ...{ title, 'x-type': 'relation', 'x-relation': { to } },
})
const money = (title: string, more: object = {}) => ({ title, 'x-type': 'money', ...more })
const entity = (key: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key, title: key, titleField: Object.keys(properties)[0] },
  ...{ schema: { type: 'object', required: ['name'], properties }, ...more },
})
const documents = [
  {
    ...{ kind: 'dictionary', key: 'shop.size', title: '尺寸' },
    items: [
      { code: 'small', title: '小' },
      { code: 'large', title: '大' },
      { code: 'giant', title: '巨', off: true },
    ],
  },
  entity('shop.buyer', {
    name: text('名称'),
    level: text('等级'),
    secret: text('秘密'),
    group: text('组'),
  }),
  entity('shop.sale', {
    name: text('名称', { maxLength: 20 }),
    size: { ...text('尺寸'), 'x-type': 'select', 'x-dictionary': 'shop.size', 'default': 'small' },
    buyer: relation('买家', 'shop.buyer'),
    buyer_level: { 'title': '买家等级', 'x-type': 'lookup', 'x-lookup': 'buyer.level' },
    buyer_secret: { 'title': '买家秘密', 'x-type': 'lookup', 'x-lookup': 'buyer.secret' },
    lines: { 'type': 'array', 'title': '明细', 'x-type': 'children', 'x-entity': 'shop.line' },
    total: money('合计', { 'x-type': 'formula', 'x-formula': '=SUM(lines.amount)', 'x-scale': 2 }),
    margin: money('毛利', { 'x-type': 'formula', 'x-formula': '=total - cost', 'x-scale': 2 }),
    cost: money('成本'),
    note: text('备注'),
    low: money('最低', { 'x-check': '=low < 5', 'x-checkMessage': '最低不能超过 5' }),
  }),
  entity(
    'shop.line',
    {
      name: text('品名'),
      price: money('单价'),
      amount: money('金额', { 'x-type': 'formula', 'x-formula': '=price * 2', 'x-scale': 2 }),
    },
    { parent: 'shop.sale' }
  ),
  {
    ...{ kind: 'form', key: 'shop.sale_form', title: '销售', entity: 'shop.sale' },
    schema: {
      type: 'object',
      properties: {
        basic: {
          ...{ 'type': 'void', 'title': '基本', 'x-component': 'Section', 'x-columns': 2 },
          'x-visible': '=size = "small"',
          'properties': {
            name: {},
            size: {},
            buyer: {},
            note: { 'x-visible': '=buyer.level = "gold"', 'x-required': '=size = "large"' },
            cost: { 'x-readonly': '=buyer.secret = "locked"' },
            low: { 'x-value': '=IF(size = "small", 1, 9)' },
          },
        },
        lines: {},
      },
    },
  },
  {
    ...{ kind: 'role', key: 'shop.owner', title: '店主' },
    grants: [{ entity: 'shop.*', actions: ['*'] }],
  },
  {
    ...{ kind: 'role', key: 'shop.helper', title: '帮手' },
    grants: [
      { entity: 'shop.sale', actions: ['read', 'update'], fields: { deny: ['lines', 'total'] } },
      { entity: 'shop.sale', actions: ['read', 'update'], rows: { note: { eq: 'mine' } } },
    ],
  },
  {
    ...{ kind: 'role', key: 'shop.clerk', title: '店员' },
    grants: [
      {
        ...{ entity: 'shop.sale', actions: ['read', 'create', 'update'] },
        ...{ rows: { note: { ne: 'closed' } }, fields: { deny: ['cost', 'margin'] } },
      },
      { entity: 'shop.sale', actions: ['read'], rows: { note: { eq: 'mine' } } },
      {
        ...{ entity: 'shop.buyer', actions: ['read'], rows: { group: { eq: 'open' } } },
        fields: { deny: ['secret'] },
      },
    ],
  },
]

test.group('records | a form before it is saved', (group) => {
  let db: SampleRecords
  let records: Records
  const owner = actorWith(['shop.owner'])
  const clerk = actorWith(['shop.clerk'])
  let gold: string
  let hidden: string
  group.setup(async () => {
    db = await openRecords(...documents)
    records = createRecords(db.environment)
    const buyer = { name: '金', level: 'gold', secret: 'locked', group: 'open' }
    gold = (await records.create(owner, 'shop.buyer', buyer)).id
    const closed = { ...buyer, name: '隐', group: 'closed' }
    hidden = (await records.create(owner, 'shop.buyer', closed)).id
    return () => db.drop()
  })
  const derive = async (actor: typeof owner, values: unknown, more = {}) => {
    const asked = { entity: 'shop.sale', values, id: null, form: null, ...more }
    const { data, faults } = await records.derive(actor, asked)
    return { ...data, faults: faults.map(({ code, path }) => `${code} ${path ?? ''}`.trim()) }
  }

  test('defaults, formulas, lookups and conditions of a new record, and nothing is kept', async ({
    assert,
  }) => {
    const lines = [{ name: 'a', price: '2.5' }, { price: '1' }]
    const { values, fields, layouts, faults } = await derive(owner, { buyer: gold, lines })
    assert.containSubset(values, {
      ...{ name: null, size: 'small', total: '7.00', low: '1.00', buyer_level: 'gold' },
      buyer: { id: gold, title: '金' },
      lines: [
        { id: null, name: 'a', price: '2.50', amount: '5.00' },
        { id: null, name: null, amount: '2.00' },
      ],
    })
    assert.notProperty(values, 'id')
    assert.deepEqual(fields.note, { visible: true, readonly: false, required: false })
    assert.isTrue(fields.cost!.readonly)
    assert.deepEqual(fields.size!.options, ['small', 'large'])
    assert.isTrue(layouts.basic!.visible)
    assert.deepEqual(faults, [
      'E_RECORD_INVALID /values/name',
      'E_RECORD_INVALID /values/lines/1/name',
    ])
    const large = await derive(owner, { name: 'n', size: 'large' })
    assert.isFalse(large.layouts.basic!.visible)
    assert.deepEqual(large.fields.note, { visible: false, readonly: false, required: true })
    assert.equal(large.values.low, '9.00')
    assert.deepEqual(large.faults, ['E_RECORD_INVALID /values/low'])
    assert.lengthOf((await records.list(owner, 'shop.sale', {})).data, 0)
  })

  test('what saving gives is what was shown before', async ({ assert }) => {
    const lines = [{ name: 'a', price: '3' }]
    const given = { name: '同', buyer: gold, lines, cost: '1', low: '2' }
    const { values } = await derive(owner, given)
    const made = await records.create(owner, 'shop.sale', given)
    const { lines: shown, ...own } = values
    assert.containSubset(made, own)
    const row = (made.lines as { id: string }[])[0]!
    assert.deepEqual(shown, [{ ...row, id: null }])
    const changed = {
      lines: [
        { id: row.id, price: '4' },
        { name: 'b', price: '1' },
      ],
    }
    const next = await derive(owner, changed, { id: made.id })
    assert.containSubset(next.values, {
      ...{ name: '同', total: '10.00', margin: '9.00' },
      lines: [
        { id: row.id, amount: '8.00' },
        { id: null, amount: '2.00' },
      ],
    })
    assert.equal((await records.get(owner, 'shop.sale', made.id)).data.total, '6.00')
  })

  test('trying values shows no more than saving them would', async ({ assert }) => {
    const seen = await derive(clerk, { name: 'x', buyer: gold })
    assert.notProperty(seen.values, 'cost')
    assert.notProperty(seen.values, 'margin')
    assert.notProperty(seen.values, 'buyer_secret')
    assert.isTrue(seen.fields.cost!.readonly)
    assert.isFalse(seen.fields.name!.readonly)
    assert.equal(seen.values.buyer_level, 'gold')
    assert.isTrue(seen.fields.note!.visible)

    const blind = await derive(clerk, { name: 'x', buyer: hidden })
    assert.deepEqual(blind.faults, ['E_FIELD_REFERENCE /values/buyer'])
    assert.isNull(blind.values.buyer)
    assert.isNull(blind.values.buyer_level)
    assert.isFalse(blind.fields.note!.visible)

    const denied = await derive(clerk, { name: 'x', cost: '9' })
    assert.deepEqual(denied.faults, ['E_ACCESS_DENIED'])
    assert.notProperty(denied.values, 'cost')
    const outside = await derive(clerk, { name: 'x', note: 'closed', lines: [{ price: '1' }] })
    assert.deepEqual(outside.faults, ['E_ACCESS_DENIED'])
    assert.deepEqual(Object.keys(outside.values).sort(), [
      ...['buyer_level', 'lines', 'low', 'name', 'note'],
    ])

    const open = await records.create(owner, 'shop.sale', { name: 'o', cost: '7', note: 'open' })
    const moved = await derive(clerk, { note: 'mine' }, { id: open.id })
    assert.equal(moved.values.note, 'mine')
    assert.notProperty(moved.values, 'cost')
    assert.notProperty(moved.values, 'margin')
    const given = { name: '别', cost: '7', note: 'closed', buyer: hidden }
    const made = await records.create(owner, 'shop.sale', given)
    const ask = (id: string) => codesOf(() => derive(clerk, { note: 'mine' }, { id }))
    assert.deepEqual(await ask(made.id), ['E_RECORD_NOT_FOUND'])
    assert.deepEqual(await ask(gold), ['E_RECORD_NOT_FOUND'])
    const other = actorWith([])
    assert.deepEqual(await codesOf(() => derive(other, {})), ['E_ACCESS_DENIED'])
  })

  test('rows laid over a list that is hidden on this record show none of it', async ({
    assert,
  }) => {
    const helper = actorWith(['shop.helper'])
    const prices = async (note: string) => {
      const sale = { name: 's', note, lines: [{ name: 'there', price: '77' }] }
      const { id } = await records.create(owner, 'shop.sale', sale)
      const { values } = await derive(helper, { lines: [{ name: 'new', price: '1' }] }, { id })
      return (values.lines as { price: string }[]).map(({ price }) => price)
    }
    assert.deepEqual(await prices('open'), ['1.00'])
    assert.deepEqual(await prices('mine'), ['77.00', '1.00'])
  })

  test('a body that is none, and a form of something else, are refused', async ({ assert }) => {
    const codes = (values: unknown, more = {}) => codesOf(() => derive(owner, values, more))
    assert.deepEqual(await codes([]), ['E_RECORD_INVALID /values'])
    assert.deepEqual(await codes({}, { form: 'shop.other' }), ['E_DEFINITION_UNKNOWN'])
    assert.deepEqual(await codes({}, { entity: 'shop.line' }), ['E_RECORD_CHILD'])
    const { faults } = await derive(owner, { nome: 1, name: 5, total: '1' })
    assert.deepEqual(faults, [
      'E_RECORD_INVALID /values/nome',
      'E_RECORD_INVALID /values/name',
      'E_FIELD_READONLY /values/total',
    ])
  })
})
