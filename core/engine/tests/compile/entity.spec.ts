import { test } from '@japa/runner'
import { budgets } from '#engine/budgets.ts'
import { compileSample, trySample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'

const name = { type: 'string' }
const money = { 'x-type': 'money' }

test.group('compileEntity', () => {
  test('fields keep the order of their author, and say what storage and screens need', ({
    assert,
  }) => {
    const words = { required: ['title'], titleField: 'title' }
    const fields = {
      title: { 'type': 'string', 'title': '书名', 'maxLength': 50, 'x-search': true },
      bought_on: { type: 'string', format: 'date' },
      price: { 'x-type': 'money', 'x-scale': 3, 'default': '1.5' },
      stock: { type: 'integer', readOnly: true },
      author: { 'x-type': 'relation', 'x-relation': { to: 'library.author', onDelete: 'empty' } },
    }
    const app = compileSample(entityOf('book', fields, words), entityOf('author', { name }))
    const book = app.entities.get('library.book')!
    assert.deepEqual([...book.fields.keys()], Object.keys(fields))
    assert.equal(book.stored.length, 5)
    const [title, bought, price, stock, author] = [...book.fields.values()]
    assert.deepInclude(title, { title: '书名', required: true, search: true, readOnly: false })
    assert.equal(bought?.type.name, 'date')
    assert.deepInclude(price, { scale: 3, defaultValue: '1.500' })
    assert.isTrue(stock?.readOnly)
    assert.deepInclude(author, { target: 'library.author', onDelete: 'empty' })
    assert.equal(book.byUid.get(title?.uid ?? ''), title)
    assert.equal(book.module, 'library')
  })

  test('a number the schema does not declare is added in front, with the entity’s own uid', ({
    assert,
  }) => {
    const numbering = {
      field: 'no',
      pattern: 'B{yy}{MM}-{title}-{0000}',
      reset: 'month',
      per: ['org_id'],
    }
    const app = compileSample(entityOf('book', { title: name }, { numbering, uid: 'bookbook' }))
    const book = app.entities.get('library.book')!
    assert.deepEqual([...book.fields.keys()], ['no', 'title'])
    const no = book.fields.get('no')
    assert.deepInclude(no, { uid: 'bookbookno', title: '编号', readOnly: true, required: false })
    assert.equal(no?.column, 'no_bookbookno')
    assert.deepEqual(book.numbering?.parts, [
      { kind: 'text', text: 'B' },
      { kind: 'date', format: 'yy' },
      { kind: 'date', format: 'mm' },
      { kind: 'text', text: '-' },
      { kind: 'field', path: 'title' },
      { kind: 'text', text: '-' },
      { kind: 'sequence', digits: 4 },
    ])
    assert.deepInclude(book.numbering, {
      reset: 'month',
      per: ['org_id'],
      at: 'create',
      gapless: false,
    })
  })

  test('a declared number must be a serial, and its pattern must give different numbers', ({
    assert,
  }) => {
    const find = (numbering: object, fields: object = { title: name }) =>
      findings(entityOf('book', fields, { numbering }))
    const wrong = (place: string) => [`E_DEFINITION_NUMBERING /numbering/${place}`]
    assert.deepEqual(find({ field: 'title', pattern: '{000}' }), wrong('field'))
    assert.deepEqual(find({ field: 'no', pattern: 'B' }), wrong('pattern'))
    assert.deepEqual(find({ field: 'no', pattern: '{00}-{00}' }), wrong('pattern'))
    assert.deepEqual(find({ field: 'no', pattern: '{00}-{titel}' }), wrong('pattern'))
    assert.deepEqual(find({ field: 'no', pattern: '{0000000000000}' }), wrong('pattern'))
    assert.deepEqual(find({ field: 'no', pattern: '{00}', reset: 'year' }), wrong('reset'))
    assert.deepEqual(find({ field: 'no', pattern: '{mm}{00}', reset: 'month' }), wrong('reset'))
    assert.deepEqual(find({ field: 'no', pattern: '{yyyymmdd}{00}', reset: 'day' }), [])
    const at = { field: 'no', pattern: '{00}', at: 'transition:issue' }
    assert.deepEqual(find(at), ['E_DEFINITION_REFERENCE /numbering/at'])
  })

  test('what the engine gives is never required', ({ assert }) => {
    const fields = { total: { 'x-type': 'formula', 'x-formula': '=1', 'x-scale': 0 } }
    const found = findings(entityOf('book', fields, { required: ['total'] }))
    assert.deepEqual(found, ['E_DEFINITION_REQUIRED /schema/required/0'])
  })

  test('the title field is the one that is named, else the first text, else the number', ({
    assert,
  }) => {
    const titleOf = (fields: object, words: object = {}) =>
      compileSample(entityOf('book', fields, words)).entities.get('library.book')?.titleField
    assert.equal(titleOf({ price: money, title: name }), 'title')
    assert.equal(titleOf({ price: money, title: name, isbn: name }, { titleField: 'isbn' }), 'isbn')
    assert.equal(titleOf({ price: money }, { numbering: { field: 'no', pattern: '{0}' } }), 'no')
    assert.equal(titleOf({ price: money }), 'id')
    const wrong = entityOf('book', { ok: { type: 'boolean' } }, { titleField: 'ok' })
    assert.deepEqual(findings(wrong), ['E_DEFINITION_TITLE_FIELD /titleField'])
  })

  test('JSON number is refused with the way out', ({ assert }) => {
    const { problems } = trySample(entityOf('book', { price: { type: 'number' } }))
    assert.deepEqual(
      problems.map((problem) => problem.code),
      ['E_DEFINITION_FIELD_TYPE']
    )
    assert.match(problems[0]?.fix ?? '', /decimal/)
    const near = trySample(entityOf('book', { price: { 'x-type': 'mony' } })).problems[0]
    assert.deepInclude(near, { code: 'E_DEFINITION_FIELD_TYPE', fix: '是不是“money”？' })
  })

  test('defaults fit their fields', ({ assert }) => {
    const find = (field: object) => findings(entityOf('book', { value: field, other: name }))
    const wrong = ['E_DEFINITION_DEFAULT /schema/properties/value/default']
    const expression = ['E_DEFINITION_EXPRESSION /schema/properties/value/default']
    assert.deepEqual(find({ 'x-type': 'money', 'default': '1.234' }), wrong)
    assert.deepEqual(find({ type: 'string', format: 'date', default: '2026-02-30' }), wrong)
    assert.deepEqual(find({ type: 'string', enum: ['a'], default: 'b' }), wrong)
    assert.deepEqual(find({ type: 'integer', default: '=other' }), expression)
    assert.deepEqual(find({ type: 'string', default: '=other & "x"' }), [])
    assert.deepEqual(find({ type: 'string', format: 'date', default: '=$today' }), [])
    assert.deepEqual(find({ 'x-type': 'user', 'default': '=$me' }), [])
  })

  test('limits that nothing can meet are told', ({ assert }) => {
    const find = (field: object) => findings(entityOf('book', { value: field }))
    assert.deepEqual(find({ type: 'string', minLength: 3, maxLength: 2 }), [
      'E_DEFINITION_LIMITS /schema/properties/value/minLength',
    ])
    assert.deepEqual(find({ 'x-type': 'money', 'x-minimum': '10', 'x-maximum': '9.5' }), [
      'E_DEFINITION_LIMITS /schema/properties/value/x-minimum',
    ])
  })

  test('more columns than the budget are refused', ({ assert }) => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, name]))
    assert.deepEqual(findings(entityOf('book', many(budgets.storedColumns))), [])
    assert.deepEqual(findings(entityOf('book', many(budgets.storedColumns + 1))), [
      'E_DEFINITION_TOO_MANY_COLUMNS /schema/properties',
    ])
  })

  test('anchors are unique and have the fields the core reads', ({ assert }) => {
    const fields = { name, parent: { 'x-type': 'relation', 'x-relation': { to: 'library.unit' } } }
    const unit = entityOf('unit', fields, { anchor: 'organization' })
    const other = entityOf('other', fields, { anchor: 'organization' })
    assert.equal(compileSample(unit).anchors.organization, 'library.unit')
    assert.deepEqual(findings(unit, other), ['E_DEFINITION_ANCHOR /anchor'])
    const bare = trySample(entityOf('unit', { name }, { anchor: 'department' })).problems[0]
    assert.match(bare?.message ?? '', /parent、leader/)
    const asks = entityOf('book', { lender: { 'x-type': 'user' } })
    assert.deepEqual(findings(unit, asks), ['E_DEFINITION_ANCHOR /schema/properties/lender/x-type'])
  })

  test('uniqueness and indexes stand on columns', ({ assert }) => {
    const lines = { 'x-type': 'children', 'x-entity': 'library.line' }
    const line = entityOf('line', { name }, { parent: 'library.book' })
    const words = { unique: [{ fields: ['lines'] }], indexes: [{ fields: ['name', 'updated_at'] }] }
    assert.deepEqual(findings(entityOf('book', { name, lines }, words), line), [
      'E_DEFINITION_REFERENCE /unique/0/fields/0',
    ])
  })
})

test.group('sub-tables', () => {
  const rows = (key: string) => ({ 'x-type': 'children', 'x-entity': `library.${key}` })
  const child = (key: string, parent: string, fields: object = { name }) =>
    entityOf(key, fields, { parent: `library.${parent}` })

  test('parent and child say the same of each other', ({ assert }) => {
    assert.deepEqual(findings(entityOf('book', { a: rows('copy') }), child('copy', 'book')), [])
    const other = entityOf('shelf', { name })
    assert.deepEqual(
      findings(entityOf('book', { a: rows('copy') }), other, child('copy', 'shelf')),
      ['E_DEFINITION_PARENT /schema/properties/a/x-entity', 'E_DEFINITION_PARENT /parent']
    )
    const twice = entityOf('book', { a: rows('copy'), b: rows('copy') })
    assert.deepEqual(findings(twice, child('copy', 'book')), [
      'E_DEFINITION_PARENT /schema/properties/b/x-entity',
    ])
  })

  test('a child nobody shows is a warning', ({ assert }) => {
    const { application, problems } = trySample(entityOf('book', { name }), child('copy', 'book'))
    assert.isNotNull(application)
    assert.deepInclude(problems[0], { code: 'E_DEFINITION_PARENT', severity: 'warning' })
  })

  test('two levels are the most, and a circle of parents is told', ({ assert }) => {
    const one = entityOf('one', { a: rows('two') })
    const two = child('two', 'one', { a: rows('three') })
    assert.deepEqual(findings(one, two, child('three', 'two')), [])
    const three = child('three', 'two', { a: rows('four') })
    assert.deepEqual(findings(one, two, three, child('four', 'three')), [
      'E_DEFINITION_PARENT /parent',
    ])
    const circle = [child('a', 'b', { x: rows('b') }), child('b', 'a', { x: rows('a') })]
    assert.deepEqual(findings(...circle), [
      'E_DEFINITION_CYCLE /parent',
      'E_DEFINITION_CYCLE /parent',
    ])
  })

  test('parent is the name of the record above in a sub-table, and a field elsewhere', ({
    assert,
  }) => {
    const link = { 'x-type': 'relation', 'x-relation': { to: 'library.book' } }
    const label = { 'x-type': 'formula', 'x-formula': '=parent.name' }
    assert.deepEqual(findings(entityOf('book', { name, parent: link, label })), [])
    assert.deepEqual(
      findings(entityOf('book', { a: rows('copy') }), child('copy', 'book', { parent: link })),
      ['E_DEFINITION_KEY /schema/properties/parent']
    )
  })
})

test.group('frozen', () => {
  test('nothing of an application can be changed', ({ assert }) => {
    const app = compileSample(entityOf('book', { title: { type: 'string', enum: ['a'] } }))
    const book = app.entities.get('library.book')!
    const field = book.fields.get('title')!
    assert.throws(
      () => (app.entities as Map<string, unknown>).delete('library.book'),
      /cannot be changed/
    )
    assert.throws(() => (book.fields as Map<string, unknown>).set('x', 1), /cannot be changed/)
    assert.throws(() => Object.assign(field, { title: 'x' }), TypeError)
    assert.throws(() => (field.schema.enum as string[]).push('b'), TypeError)
    assert.throws(() => Object.assign(book.validatorSchema, { type: 'array' }), TypeError)
  })

  test('the hash tells whether anything differs', ({ assert }) => {
    const hash = (title: string) =>
      compileSample(entityOf('book', { title: { type: 'string', title } })).hash
    assert.match(hash('书名'), /^[0-9a-f]{64}$/)
    assert.equal(hash('书名'), hash('书名'))
    assert.notEqual(hash('书名'), hash('题名'))
  })
})
