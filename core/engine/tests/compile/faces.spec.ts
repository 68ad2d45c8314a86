import { test } from '@japa/runner'
import { defaultForm, defaultView } from '#engine/compile/index.ts'
import { compileSample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'
import type { FormFieldNode, FormLayoutNode } from '#engine/compile/index.ts'

const name = { type: 'string' }
const rows = { 'x-type': 'children', 'x-entity': 'library.line' }
const line = entityOf(
  'line',
  { price: { 'x-type': 'money' }, note: name },
  { parent: 'library.cart' }
)
const status = { 'x-type': 'state', 'x-lifecycle': 'library.cart' }
const lifecycle = {
  ...{
    kind: 'lifecycle',
    key: 'library.cart',
    entity: 'library.cart',
    field: 'status',
    initial: 'on',
  },
  states: [{ id: 'on', title: '开' }],
  transitions: [],
}
const fields = {
  rows,
  note: { 'type': 'string', 'x-type': 'longtext' },
  a: name,
  title: name,
  b: { type: 'integer' },
  status,
  c: { type: 'boolean', readOnly: true },
  total: { 'x-type': 'formula', 'x-formula': '=SUM(rows.price)', 'x-scale': 2 },
  d: name,
  e: name,
  f: name,
}
const cart = entityOf('cart', fields, {
  titleField: 'title',
  required: ['title', 'rows'],
  numbering: { field: 'no', pattern: '{000}' },
})
const all = [cart, line, lifecycle]

test.group('defaults where nothing is defined', () => {
  test('the form has what can be written, in order, sub-tables last', ({ assert }) => {
    const form = defaultForm(compileSample(...all).entities.get('library.cart')!)
    const names = form.nodes.map((node) => node.kind === 'field' && node.field)
    assert.deepEqual(names, ['note', 'a', 'title', 'b', 'd', 'e', 'f', 'rows'])
  })

  test('the view has number, title, state, six single values, newest change first', ({
    assert,
  }) => {
    const view = defaultView(compileSample(...all).entities.get('library.cart')!)
    const paths = view.columns.map((column) => column.path)
    assert.deepEqual(paths, ['no', 'title', 'status', 'a', 'b', 'c'])
    assert.deepEqual(view.sort, [{ path: 'updated_at', descending: true }])
    assert.deepEqual(view.filters, ['title', 'status'])
    assert.equal(view.limit, 20)
  })
})

test.group('forms', () => {
  const form = (properties: object) => ({
    ...{ kind: 'form', key: 'library.edit', entity: 'library.cart', title: '表单' },
    schema: { type: 'object', properties },
  })

  test('groups, fields and linkage are compiled in order', ({ assert }) => {
    const box = {
      ...{ 'type': 'void', 'x-component': 'Section', 'title': '组', 'x-columns': 2 },
      'x-visible': '=b > 1',
      'properties': { a: { 'x-required': true, 'x-value': '=title & "!"' } },
    }
    const list = { 'x-columns': ['price'], 'x-totals': ['price'] }
    const made = compileSample(...all, form({ box, rows: list })).forms.get('library.edit')!
    assert.deepEqual(made.terminals, ['pc', 'mobile'])
    const [group, table] = made.nodes as [FormLayoutNode, FormFieldNode]
    assert.deepInclude(group, { id: 'box', component: 'Section', columns: 2, title: '组' })
    assert.equal(typeof group.visible, 'object')
    const [field] = group.nodes as FormFieldNode[]
    assert.deepInclude(field, { field: 'a', required: true, visible: null })
    assert.deepEqual(field?.value?.dependencies, ['title'])
    assert.deepInclude(table, { columns: ['price'], totals: ['price'] })
  })

  test('linkage must be of the right type', ({ assert }) => {
    const at = '/schema/properties/a'
    const find = (node: object) => findings(...all, form({ a: node }))
    assert.deepEqual(find({ 'x-visible': '=b' }), [`E_DEFINITION_EXPRESSION ${at}/x-visible`])
    assert.deepEqual(find({ 'x-value': '=b > 1' }), [`E_DEFINITION_EXPRESSION ${at}/x-value`])
    assert.deepEqual(find({ 'x-totals': ['price'] }), [`E_DEFINITION_FORM ${at}/x-totals`])
  })

  test('a field stands in a form once, and only numbers are totalled', ({ assert }) => {
    const box = { 'type': 'void', 'x-component': 'Section', 'properties': { a: {} } }
    assert.deepEqual(findings(...all, form({ a: {}, box })), [
      'E_DEFINITION_DUPLICATE_ID /schema/properties/box/properties/a',
    ])
    assert.deepEqual(findings(...all, form({ rows: { 'x-totals': ['note'] } })), [
      'E_DEFINITION_FORM /schema/properties/rows/x-totals/0',
    ])
  })
})

test.group('views', () => {
  const view = (words: object) => ({
    ...{
      kind: 'view',
      key: 'library.list',
      entity: 'library.cart',
      columns: [{ path: 'title', width: 80 }],
    },
    ...words,
  })

  test('columns, query bar, condition and order are compiled', ({ assert }) => {
    const words = {
      filters: ['status'],
      sort: ['-updated_at', 'no'],
      where: { status: 'on' },
      limit: 50,
    }
    const made = compileSample(...all, view(words)).views.get('library.list')!
    assert.deepEqual(made.columns, [{ path: 'title', width: 80 }])
    assert.deepEqual(made.sort, [
      { path: 'updated_at', descending: true },
      { path: 'no', descending: false },
    ])
    assert.deepInclude(made, { limit: 50, filters: ['status'], type: 'table' })
    assert.equal(made.where?.op, 'compare')
  })

  test('what cannot be sorted, or is not there, is told', ({ assert }) => {
    assert.deepEqual(findings(...all, view({ sort: ['rows'] })), ['E_DEFINITION_VIEW /sort/0'])
    assert.deepEqual(findings(...all, view({ sort: ['-nothing'] })), [
      'E_DEFINITION_REFERENCE /sort/0',
    ])
    assert.deepEqual(findings(...all, view({ columns: [{ path: 'owner_id.nothing' }] })), [
      'E_DEFINITION_REFERENCE /columns/0/path',
    ])
    assert.deepEqual(findings(...all, view({ where: { status: 'off' } })), [
      'E_DEFINITION_FILTER /where/status',
    ])
  })
})

test.group('validatorSchema', () => {
  test('is a projection onto a closed list of words', ({ assert }) => {
    const app = compileSample(...all)
    const schema = JSON.stringify(app.entities.get('library.cart')!.validatorSchema)
    const words = [...schema.matchAll(/"([A-Za-z$-]+)":/g)].map((match) => match[1])
    const closed = ['type', 'required', 'properties', 'additionalProperties', 'minItems', 'items']
    const names = ['no', ...Object.keys(fields), 'id', 'price', 'note']
    assert.deepEqual(
      [...new Set(words)].filter((word) => ![...closed, ...names, 'row_no'].includes(word!)),
      []
    )
  })

  test('required is not nullable; everything else is; rows have rules of their own', ({
    assert,
  }) => {
    const limited = entityOf(
      'thing',
      {
        code: { type: 'string', minLength: 2, maxLength: 9, pattern: '^[a-z]+$' },
        size: { type: 'integer', minimum: 1, maximum: 5 },
        grade: { type: 'string', enum: ['a', 'b'] },
        price: { 'x-type': 'money', 'x-minimum': '1' },
        lines: { 'x-type': 'children', 'x-entity': 'library.row', 'maxItems': 3 },
      },
      { required: ['code', 'lines'] }
    )
    const row = entityOf('row', { note: name }, { parent: 'library.thing', required: ['note'] })
    const schema = compileSample(limited, row).entities.get('library.thing')!.validatorSchema
    assert.deepEqual(JSON.parse(JSON.stringify(schema)), {
      type: 'object',
      required: ['code', 'lines'],
      properties: {
        code: { type: 'string', minLength: 2, maxLength: 9, pattern: '^[a-z]+$' },
        size: { type: ['integer', 'null'], minimum: 1, maximum: 5 },
        grade: { type: ['string', 'null'], enum: ['a', 'b', null] },
        price: { type: ['string', 'null'] },
        lines: {
          type: 'array',
          minItems: 1,
          maxItems: 3,
          items: {
            type: 'object',
            required: ['note'],
            properties: {
              id: { type: ['string', 'null'] },
              row_no: { type: ['integer', 'null'] },
              note: { type: 'string' },
            },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    })
  })
})
