import { test } from '@japa/runner'
import { entityScope } from '#engine/compile/index.ts'
import { compileSample, trySample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'

const money = { 'x-type': 'money' }
const formula = (source: string, words: object = { 'x-scale': 2 }) => ({
  'x-type': 'formula',
  'x-formula': source,
  ...words,
})
const link = (to: string) => ({ 'x-type': 'relation', 'x-relation': { to: `library.${to}` } })
const rows = { 'x-type': 'children', 'x-entity': 'library.line' }
const line = (fields: object) => entityOf('line', fields, { parent: 'library.cart' })

test.group('formulas', () => {
  test('stand in the order they must be computed', ({ assert }) => {
    const fields = {
      c: formula('=b * 2'),
      b: formula('=a * 2'),
      a: formula('=price'),
      price: money,
    }
    const cart = compileSample(entityOf('cart', fields)).entities.get('library.cart')!
    assert.deepEqual(
      cart.formulas.map((field) => field.key),
      ['a', 'b', 'c']
    )
    assert.isNotNull(cart.fields.get('b')?.formula)
    assert.isTrue(cart.fields.get('b')?.readOnly)
  })

  test('the result must be of the type that is said', ({ assert }) => {
    const find = (field: object) => findings(entityOf('cart', { price: money, value: field }))
    const wrong = ['E_DEFINITION_EXPRESSION /schema/properties/value/x-formula']
    assert.deepEqual(find(formula('=price > 1')), wrong)
    assert.deepEqual(find(formula('=price', {})), wrong)
    assert.deepEqual(find(formula('=nothing + 1')), wrong)
    assert.deepEqual(find(formula('=price +')), wrong)
    assert.deepEqual(find(formula('=price > 1', { 'x-result': 'boolean' })), [])
    assert.deepEqual(find({ 'type': 'integer', 'x-check': '=value + 1' }), [
      'E_DEFINITION_EXPRESSION /schema/properties/value/x-check',
    ])
  })

  test('a check has the message of its field, or says which field fails', ({ assert }) => {
    const check = { 'type': 'integer', 'title': '数', 'x-check': '=n > 1' }
    const own = { ...check, 'x-check': '=m > 1', 'x-checkMessage': '太小' }
    const cart = compileSample(entityOf('cart', { n: check, m: own })).entities.get('library.cart')!
    assert.equal(cart.fields.get('n')?.check?.message, '数不符合要求')
    assert.equal(cart.fields.get('m')?.check?.message, '太小')
  })

  test('a circle through sub-table and parent is told with its names', ({ assert }) => {
    const cart = entityOf('cart', { rows, total: formula('=SUM(rows.amount)') })
    const child = line({ amount: formula('=parent.total / 2') })
    const { problems } = trySample(cart, child)
    assert.deepEqual(
      problems.map((problem) => problem.code),
      ['E_DEFINITION_CYCLE']
    )
    assert.deepEqual(problems[0]?.params?.cycle, [
      'library.cart.total',
      'library.line.amount',
      'library.cart.total',
    ])
  })

  test('a circle of three formulas across two entities is told, a formula of itself too', ({
    assert,
  }) => {
    const a = entityOf('a', { b: link('b'), x: formula('=b.y'), z: formula('=x') })
    const b = entityOf('b', { a: link('a'), y: formula('=a.z') })
    assert.deepEqual(findings(a, b), ['E_DEFINITION_CYCLE /schema/properties/x/x-formula'])
    assert.deepEqual(findings(entityOf('a', { x: formula('=x + 1') })), [
      'E_DEFINITION_CYCLE /schema/properties/x/x-formula',
    ])
  })

  test('a level counted from the record above is no circle', ({ assert }) => {
    const unit = (above: object) =>
      entityOf('unit', { above, level: formula('=above.level + 1', { 'x-scale': 0 }) })
    assert.deepEqual(findings(unit({ 'x-type': 'tree_parent' })), [])
    // Records of a plain relation may lead back to themselves.
    assert.deepEqual(findings(unit(link('unit'))), [
      'E_DEFINITION_CYCLE /schema/properties/level/x-formula',
    ])
  })

  test('hundreds of formulas one after the other are no depth', ({ assert }) => {
    const fields = Array.from({ length: 350 }, (_, at) => [
      `f${at}`,
      formula(`=${at ? `f${at - 1}` : 'price'} + 1`),
    ])
    const app = compileSample(
      entityOf('cart', { ...Object.fromEntries(fields.reverse()), price: money })
    )
    const order = app.entities.get('library.cart')!.formulas.map((field) => field.key)
    assert.deepEqual([order[0], order.at(-1)], ['f0', 'f349'])
  })

  test('a stored formula that reads the clock or the reader is a warning', ({ assert }) => {
    const days = formula('=$today', { 'x-result': 'date' })
    const { application, problems } = trySample(entityOf('cart', { days }))
    assert.isNotNull(application)
    assert.deepInclude(problems[0], { code: 'E_DEFINITION_PASSING_FORMULA', severity: 'warning' })
  })
})

test.group('entityScope', () => {
  test('names mean what definitions.md says', ({ assert }) => {
    const app = compileSample(
      entityOf('cart', {
        rows,
        shop: link('shop'),
        buyer: { 'x-type': 'user' },
        on: { type: 'string', format: 'date' },
      }),
      line({ price: money, parts: { 'x-type': 'children', 'x-entity': 'library.part' } }),
      entityOf('part', { size: { type: 'integer' } }, { parent: 'library.line' }),
      entityOf('shop', { name: { type: 'string' }, town: link('town') }),
      entityOf('town', { land: link('land') }),
      entityOf('land', { name: { type: 'string' }, ruler: link('shop') })
    )
    const cart = entityScope(app.entities.get('library.cart')!, app)
    const type = (name: string, scope = cart) => scope.typeOf(name.split('.'))
    const person = { kind: 'record', entity: 'sample.user' }
    assert.deepEqual(type('on'), { kind: 'date' })
    assert.deepEqual(type('shop'), { kind: 'record', entity: 'library.shop' })
    assert.deepEqual(type('shop.name'), { kind: 'text' })
    assert.deepEqual(type('shop.town.land.name'), { kind: 'text' })
    assert.isUndefined(type('shop.town.land.ruler.name'))
    assert.deepEqual(type('buyer.name'), { kind: 'text' })
    assert.deepEqual(type('rows'), { kind: 'list', of: { kind: 'record', entity: 'library.line' } })
    assert.deepEqual(type('rows.price'), { kind: 'list', of: { kind: 'number' } })
    assert.deepEqual(type('rows.parts.size'), { kind: 'list', of: { kind: 'number' } })
    assert.deepEqual(type('old.on'), { kind: 'date' })
    assert.deepEqual(type('$me'), person)
    assert.deepEqual(type('$today'), { kind: 'date' })
    assert.deepEqual(type('owner_id'), person)
    assert.deepEqual(type('created_at'), { kind: 'datetime' })
    for (const wrong of [
      'nothing',
      'on.x',
      'old',
      'parent.on',
      '$you',
      '$me.name',
      'row_no',
      'record.on',
    ]) {
      assert.isUndefined(type(wrong), wrong)
    }
    const row = entityScope(app.entities.get('library.line')!, app)
    assert.deepEqual(type('parent.shop.name', row), { kind: 'text' })
    assert.deepEqual(type('row_no', row), { kind: 'number' })
    assert.isUndefined(type('created_at', row))
  })
})
