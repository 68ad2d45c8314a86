import { test } from '@japa/runner'
import { compileSample, trySample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'

const name = { type: 'string' }
const status = { 'x-type': 'state', 'x-lifecycle': 'library.book' }
const book = entityOf('book', { title: name, price: { 'x-type': 'money' }, status })
const reader = { kind: 'role', key: 'library.reader', grants: [] }

function lifecycle(words: object): object {
  return {
    kind: 'lifecycle',
    key: 'library.book',
    entity: 'library.book',
    field: 'status',
    initial: 'in',
    states: [
      { id: 'in', title: '在馆', edit: ['library.reader'] },
      { id: 'out', title: '借出', final: true, edit: [] },
    ],
    transitions: [{ id: 'lend', title: '借出', from: ['in'], to: 'out', allow: ['$owner'] }],
    ...words,
  }
}
const lend = { id: 'lend', title: '借出', from: ['in'], to: 'out', allow: ['library.reader'] }

test.group('names', () => {
  test('an unknown name is told with the nearest known one', ({ assert }) => {
    const link = { 'x-type': 'relation', 'x-relation': { to: 'library.atuhor' } }
    const { problems } = trySample(entityOf('book', { link }), entityOf('author', { name }))
    assert.deepInclude(problems[0], {
      code: 'E_DEFINITION_REFERENCE',
      kind: 'entity',
      key: 'library.book',
      pointer: '/schema/properties/link/x-relation/to',
      message: '没有实体“library.atuhor”',
      fix: '是不是“library.author”？',
    })
  })

  test('problems of all definitions come at once', ({ assert }) => {
    const wrong = ['a', 'b', 'c'].map((key) => entityOf(key, { x: { 'x-type': 'nothing' } }))
    assert.deepEqual(
      trySample(...wrong).problems.map((problem) => problem.key),
      ['library.a', 'library.b', 'library.c']
    )
  })

  test('the same key and the same uid are told at the second', ({ assert }) => {
    const twin = entityOf('book', { other: name }, { uid: 'secondbook' })
    assert.deepEqual(findings(entityOf('book', { title: name }), twin), [
      'E_DEFINITION_DUPLICATE /key',
    ])
    const shared = entityOf('shelf', { place: { 'type': 'string', 'x-uid': 'sameuid01' } })
    const other = entityOf('room', { place: { 'type': 'string', 'x-uid': 'sameuid01' } })
    assert.deepEqual(findings(shared, other), [
      'E_DEFINITION_DUPLICATE_UID /schema/properties/place/x-uid',
    ])
  })
})

test.group('lifecycles', () => {
  test('states, transitions and guards are compiled and tied to the entity', ({ assert }) => {
    const guarded = {
      ...lend,
      guard: { price: { gte: '1' } },
      guardMessage: '先定价',
      comment: 'required',
    }
    const app = compileSample(book, reader, lifecycle({ transitions: [guarded] }))
    const [made] = app.entities.get('library.book')!.lifecycles
    assert.equal(made, app.lifecycles.get('library.book'))
    const transition = made?.transitions.get('lend')
    assert.deepInclude(transition, { guardMessage: '先定价', comment: 'required', confirm: false })
    assert.equal(transition?.guard?.op, 'compare')
    assert.deepEqual(made?.states.get('in')?.edit, ['library.reader'])
    assert.isTrue(made?.states.get('out')?.final)
  })

  test('a guard may be an expression, which must yield a truth value', ({ assert }) => {
    const guard = (source: string) => lifecycle({ transitions: [{ ...lend, guard: source }] })
    const app = compileSample(book, reader, guard('=price > 1'))
    assert.isNotNull(app.lifecycles.get('library.book')?.transitions.get('lend')?.guardExpression)
    assert.deepEqual(findings(book, reader, guard('=price + 1')), [
      'E_DEFINITION_EXPRESSION /transitions/0/guard',
    ])
  })

  test('a state no transition reaches is a warning', ({ assert }) => {
    const { application, problems } = trySample(book, reader, lifecycle({ transitions: [] }))
    assert.isNotNull(application)
    assert.deepEqual(
      problems.map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`),
      ['warning E_DEFINITION_UNREACHABLE_STATE /states/1']
    )
  })

  test('field and lifecycle must point to each other', ({ assert }) => {
    const other = entityOf('shelf', { status })
    assert.deepEqual(findings(book, other, reader, lifecycle({})), [
      'E_DEFINITION_LIFECYCLE /schema/properties/status/x-lifecycle',
    ])
    const second = { ...(lifecycle({}) as object), key: 'library.second' }
    assert.deepEqual(findings(book, reader, lifecycle({}), second), [
      'E_DEFINITION_LIFECYCLE /field',
    ])
  })
})

test.group('roles', () => {
  const role = (grant: object) => ({ kind: 'role', key: 'library.clerk', grants: [grant] })
  const line = entityOf('line', { size: { type: 'integer' } }, { parent: 'library.cart' })
  const cart = entityOf('cart', { lines: { 'x-type': 'children', 'x-entity': 'library.line' } })
  const all = [book, reader, lifecycle({}), cart, line]

  test('wildcards cover every entity but sub-tables', ({ assert }) => {
    for (const entity of ['*', 'library.*']) {
      const app = compileSample(...all, role({ entity, actions: ['read', 'transition:lend'] }))
      const [grant] = app.roles.get('library.clerk')!.grants
      assert.deepEqual(grant?.entities, ['library.book', 'library.cart'])
      assert.isNull(grant?.rows)
    }
  })

  test('rows and fields narrow one entity, never a wildcard', ({ assert }) => {
    const narrowed = {
      entity: 'library.book',
      actions: ['read'],
      rows: { owner_id: '$me' },
      fields: { deny: ['price'] },
    }
    const [grant] = compileSample(...all, role(narrowed)).roles.get('library.clerk')!.grants
    assert.deepEqual(grant?.deny, ['price'])
    assert.equal(grant?.rows?.op, 'compare')
    const wide = findings(...all, role({ ...narrowed, entity: '*' }))
    assert.includeMembers(wide, [
      'E_DEFINITION_GRANT /grants/0/rows',
      'E_DEFINITION_GRANT /grants/0/fields',
    ])
  })

  test('a sub-table has no rights of its own', ({ assert }) => {
    assert.deepEqual(findings(...all, role({ entity: 'library.line', actions: ['read'] })), [
      'E_DEFINITION_GRANT /grants/0/entity',
    ])
  })

  test('a transition that no covered entity has is unknown', ({ assert }) => {
    const grant = { entity: 'library.cart', actions: ['transition:lend', 'transition:*'] }
    assert.deepEqual(findings(...all, role(grant)), ['E_DEFINITION_REFERENCE /grants/0/actions/0'])
  })
})

test.group('dictionaries and modules', () => {
  test('items stand in their order, the author’s where none is said', ({ assert }) => {
    const items = [
      { code: 'b', title: 'B' },
      { code: 'c', title: 'C', order: 2 },
      { code: 'a', title: 'A', order: 1, off: true, parent: 'b' },
    ]
    const app = compileSample({ kind: 'dictionary', key: 'library.kind', items, extensible: true })
    const dictionary = app.dictionaries.get('library.kind')!
    assert.deepEqual(
      dictionary.items.map((item) => item.code),
      ['a', 'c', 'b']
    )
    assert.deepInclude(dictionary.byCode.get('a'), { off: true, parent: 'b' })
    assert.isTrue(dictionary.extensible)
  })

  test('a condition on a select field is held to the codes of its dictionary', ({ assert }) => {
    const kind = { 'x-type': 'select', 'x-dictionary': 'library.kind' }
    const dictionary = {
      kind: 'dictionary',
      key: 'library.kind',
      items: [{ code: 'novel', title: '小说' }],
    }
    const view = (code: string) => ({
      ...{
        kind: 'view',
        key: 'library.list',
        entity: 'library.paper',
        columns: [{ path: 'kind' }],
      },
      where: { any: [{ kind: 'novel' }, { kind: { in: ['novel', code] } }] },
    })
    const paper = entityOf('paper', { kind })
    assert.deepEqual(findings(dictionary, paper, view('novel')), [])
    assert.deepEqual(findings(dictionary, paper, view('poem')), [
      'E_DEFINITION_FILTER /where/any/1/kind/in/1',
    ])
  })

  test('a module’s menu opens lists, and its $ names serve every filter', ({ assert }) => {
    const card = entityOf('card', { user: { 'x-type': 'user' }, owner: { 'x-type': 'user' } })
    const module = {
      ...{
        kind: 'module',
        key: 'library',
        version: '1.0.0',
        menu: [{ title: '证', entity: 'library.card' }],
      },
      actor: [{ key: 'my_cards', from: 'library.card', where: { user: '$me' }, take: 'id' }],
    }
    const role = {
      ...{ kind: 'role', key: 'library.clerk' },
      grants: [{ entity: 'library.card', actions: ['read'], rows: { id: { in: '$my_cards' } } }],
    }
    const app = compileSample(card, module, role)
    assert.deepInclude(app.actorAttributes.get('my_cards'), { from: 'library.card', take: 'id' })
    assert.equal(app.actorAttributes.get('my_cards')?.where.op, 'compare')
    assert.deepEqual(app.modules.get('library')?.menu, [{ title: '证', entity: 'library.card' }])
  })

  test('a sub-table in the menu is told', ({ assert }) => {
    const line = entityOf('line', { size: { type: 'integer' } }, { parent: 'library.cart' })
    const cart = entityOf('cart', { lines: { 'x-type': 'children', 'x-entity': 'library.line' } })
    const menu = [{ title: '行', entity: 'library.line' }]
    const module = { kind: 'module', key: 'library', version: '1.0.0', menu }
    assert.deepEqual(findings(cart, line, module), ['E_DEFINITION_MENU /menu/0/entity'])
  })
})
