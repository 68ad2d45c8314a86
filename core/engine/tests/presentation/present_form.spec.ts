import { test } from '@japa/runner'
import { presentForm } from '#engine/presentation/index.ts'
import { holding, library } from './library.ts'
import type { RuntimeForm } from '#engine/presentation/index.ts'

const keeper = holding('library.keeper')
const guest = holding('library.guest')

function form(entity: string, access = keeper, key?: string): RuntimeForm {
  const found = presentForm(library, access, entity, key)
  if (!found) throw new Error(`there is no form of ${entity}`)
  return found
}
const field = (of: RuntimeForm, key: string) => of.fields.find((each) => each.key === key)

test.group('presentation | form', () => {
  test('fields carry the limits of their schema as texts and numbers', ({ assert }) => {
    const book = form('library.book')
    assert.include(field(book, 'name'), { required: true, minLength: 2, maxLength: 50 })
    assert.include(field(book, 'pages'), { minimum: '1', maximum: null, required: false })
    assert.include(field(book, 'margin'), { valueType: 'decimal', scale: 2, readOnly: true })
    assert.equal(field(book, 'margin')?.formula, '=rent - cost')
    assert.equal(field(book, 'rent')?.check?.expression, '=rent <= cost')
  })

  test('options of a dictionary come in its order, with those no longer offered marked', ({
    assert,
  }) => {
    assert.deepEqual(field(form('library.book'), 'genre')?.options, [
      { value: 'science', label: '科学', color: null, parent: null, off: false },
      { value: 'novel', label: '小说', color: 'blue', parent: null, off: false },
      { value: 'old', label: '旧类', color: null, parent: null, off: true },
    ])
  })

  test('options of a state field are the states of its lifecycle', ({ assert }) => {
    const options = field(form('library.book'), 'status')?.options
    assert.deepEqual(
      options?.map((option) => [option.value, option.label, option.color]),
      [
        ['new', '新书', null],
        ['shelved', '在架', 'blue'],
        ['gone', '注销', 'red'],
      ]
    )
  })

  test('a sub-table brings the fields of its rows', ({ assert }) => {
    const copies = field(form('library.book'), 'copies')
    assert.deepEqual(
      copies?.childFields?.map((each) => [each.key, each.required, each.minimum]),
      [
        ['shelf', true, null],
        ['price', false, '0'],
        ['taxed', false, null],
      ]
    )
  })

  test('a link tells where it points and what a record there is called', ({ assert }) => {
    const known = { target: 'library.reader', targetTitleField: 'name' }
    assert.include(field(form('library.book'), 'holder'), known)
    const hidden = { target: 'library.reader', targetTitleField: null }
    assert.include(field(form('library.book', guest), 'holder'), hidden)
  })

  test('the first form of an entity is taken, with linkage as text', ({ assert }) => {
    const book = form('library.book')
    assert.equal(book.form, 'library.book_edit')
    const [basic] = book.nodes
    assert.equal(basic?.kind === 'layout' && basic.columns, 2)
    const inner = basic?.kind === 'layout' ? basic.nodes : []
    assert.include(inner[0], { kind: 'field', field: 'name', readonly: '=genre = "old"' })
    assert.include(inner[2], { field: 'rent', visible: '=cost > 0' })
  })

  test('an entity without a form has one made from its fields', ({ assert }) => {
    const reader = form('library.reader')
    assert.isNull(reader.form)
    assert.deepEqual(
      reader.nodes.map((node) => node.kind === 'field' && node.field),
      ['name', 'phone']
    )
  })

  test('a form is found by its key only for its own entity', ({ assert }) => {
    assert.isNull(presentForm(library, keeper, 'library.reader', 'library.book_edit'))
    assert.isNull(presentForm(library, keeper, 'library.nothing'))
  })

  test('a hidden field leaves no trace: no field, node, section, check, formula or linkage', ({
    assert,
  }) => {
    const book = form('library.book', guest)
    assert.notInclude(JSON.stringify(book), 'cost')
    assert.isNull(field(book, 'rent')?.check ?? null)
    assert.isNull(field(book, 'margin')?.formula ?? null)
    assert.lengthOf(book.nodes, 1)
  })

  test('what may not be written is read-only, and a new record takes no field at all', ({
    assert,
  }) => {
    const book = form('library.book', guest)
    assert.isFalse(field(book, 'pages')?.readOnly)
    assert.isTrue(field(book, 'name')?.readOnly)
    assert.deepEqual(book.createFields, [])
    assert.deepEqual(book.can, { create: false, update: true, delete: false })
    assert.includeMembers(form('library.book').createFields, ['name', 'genre', 'copies'])
    assert.notIncludeMembers(form('library.book').createFields, ['no', 'status', 'margin'])
  })

  test('a step that only the engine makes is not shown', ({ assert }) => {
    const ids = form('library.book').transitions.map(({ id }) => id)
    assert.deepEqual(ids, ['shelve'])
  })

  test('what points to a record is listed beside it, as far as it may be read and asked for', ({
    assert,
  }) => {
    assert.deepEqual(form('library.reader').related, [
      {
        ...{ entity: 'library.book', title: '图书', field: 'holder', fieldTitle: 'holder' },
        ...{ many: false, create: true },
      },
    ])
    assert.deepEqual(form('library.book').related, [])
  })
})
