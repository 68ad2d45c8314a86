import { test } from '@japa/runner'
import { columnName, defaultNames } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import { compileSample, trySample } from '../support/compile_sample.ts'
import { entityOf, findings } from '../support/entity_of.ts'

const text = { type: 'string' }

test.group('hostile definitions', () => {
  test('T007 references to elsewhere are unknown words, wherever they stand', ({ assert }) => {
    for (const ref of ['http://127.0.0.1:1/x', 'file:///etc/passwd', '//host/x', '#/schema']) {
      const places = [
        { ...entityOf('book', { title: text }), $ref: ref },
        entityOf('book', { title: { type: 'string', $ref: ref } }),
        entityOf('book', { title: { 'type': 'string', 'x-ref': { $ref: ref } } }),
      ]
      for (const document of places) {
        const { application, problems } = trySample(document)
        assert.isNull(application)
        assert.equal(problems[0]?.code, 'E_DEFINITION_UNKNOWN_PROPERTY')
      }
    }
    const combined = entityOf('book', { title: { type: 'string', allOf: [], if: {}, $defs: {} } })
    assert.deepEqual(findings(combined), [
      'E_DEFINITION_UNKNOWN_PROPERTY /schema/properties/title/allOf',
      'E_DEFINITION_UNKNOWN_PROPERTY /schema/properties/title/if',
      'E_DEFINITION_UNKNOWN_PROPERTY /schema/properties/title/$defs',
    ])
  })

  const odd = [
    '中文名',
    'a"b',
    'a;drop table x',
    'a\u200bb',
    'nаme',
    'x'.repeat(300),
    'A',
    '1a',
    'a.b',
    '',
  ]

  for (const key of odd) {
    test(`T008 a field called ${JSON.stringify(key.slice(0, 20))} is refused by name`, ({
      assert,
    }) => {
      const { application, problems } = trySample(entityOf('book', { [key]: text, title: text }))
      assert.isNull(application)
      assert.deepEqual(
        problems.map((problem) => problem.code),
        ['E_DEFINITION_KEY']
      )
      assert.isBelow(problems[0]?.message.length ?? 999, 120)
    })
  }

  for (const key of [
    '中文.名',
    'library.a"b',
    'library.a;drop',
    'Library.book',
    'library',
    'a.b.c',
    `l.${'x'.repeat(300)}`,
  ]) {
    test(`T008 an entity called ${JSON.stringify(key.slice(0, 20))} is refused by name`, ({
      assert,
    }) => {
      const entity = {
        kind: 'entity',
        key,
        uid: 'entity001',
        schema: { properties: { title: text } },
      }
      const { application, problems } = trySample(entity)
      assert.isNull(application)
      assert.include(
        problems.map((problem) => problem.code),
        'E_DEFINITION_KEY'
      )
    })
  }

  test('T008 words of SQL and of the databases are names like any other', ({ assert }) => {
    const words = [
      'select',
      'users',
      'sqlite_sequence',
      'order',
      'table',
      'pg_class',
      'null',
      'rowid',
    ]
    const fields = Object.fromEntries(words.map((word) => [word, text]))
    const app = compileSample(...words.map((word) => entityOf(word, fields)))
    const tables = [...app.entities.values()].map((entity) => entity.table)
    assert.equal(new Set(tables).size, words.length)
    for (const table of tables) assert.match(table, /^e_library_[a-z_]+_[a-z0-9]{8,}$/)
    for (const entity of app.entities.values()) {
      const columns = entity.stored.map((field) => field.column ?? '')
      assert.equal(new Set(columns).size, words.length)
      for (const column of columns) assert.match(column, /^[a-z][a-z0-9_]*_[a-z0-9]{8,}$/)
    }
  })

  test('T008 physical names are never longer than PostgreSQL keeps', ({ assert }) => {
    const uid = 'u'.repeat(32)
    const key = `${'m'.repeat(30)}.${'e'.repeat(40)}`
    assert.equal(defaultNames.table(uid, key).length, 63)
    const form = { type: 'text', scale: 0 }
    assert.isAtMost(defaultNames.column(uid, uid, 'f'.repeat(40), form).length, 63)
    assert.isAtMost(columnName(uid, 'f'.repeat(40), 12).length, 63)
    assert.isTrue(defaultNames.table(uid, key).endsWith(`_${uid}`))
    const column = defaultNames.column('e1', 'abcd1234', 'contract_type', form)
    assert.equal(column, 'contract_type_abcd1234')
    assert.equal(
      defaultNames.table('c7n4w8zp', 'contract.contract'),
      'e_contract_contract_c7n4w8zp'
    )
  })

  test('a uid that is no uid gets nowhere near a physical name', ({ assert }) => {
    const fields = { title: { 'type': 'string', 'x-uid': 'a"; drop table x' } }
    assert.deepEqual(findings(entityOf('book', fields)), [
      'E_DEFINITION_UID /schema/properties/title/x-uid',
    ])
    assert.deepEqual(findings({ ...entityOf('book', { title: text }), uid: 'ABC' }), [
      'E_DEFINITION_UID /uid',
    ])
  })

  test('T010 a form node or filter that names the prototype is unknown like any other', ({
    assert,
  }) => {
    const form = (node: string) => ({
      kind: 'form',
      key: 'library.edit',
      entity: 'library.book',
      schema: { type: 'object', properties: { [node]: {} } },
    })
    const book = entityOf('book', { title: text })
    assert.deepEqual(findings(book, form('constructor')), [
      'E_DEFINITION_KEY /schema/properties/constructor',
    ])
    assert.deepEqual(findings(book, form('valueof')), [
      'E_DEFINITION_REFERENCE /schema/properties/valueof',
    ])
    const where = { 'to_string': 'a', 'title.constructor.name': 'a' }
    const view = {
      kind: 'view',
      key: 'library.list',
      entity: 'library.book',
      columns: [{ path: 'title' }],
      where,
    }
    assert.equal(findings(book, view).length, 2)
    assert.isUndefined(({} as Record<string, unknown>).name)
  })

  test('thousands of wrong names are told without searching for hours', ({ assert }) => {
    const fields = Object.fromEntries(
      Array.from({ length: 390 }, (_, at) => [`field_number_${at}`, text])
    )
    const actions = Array.from({ length: 6_000 }, (_, at) => `field_numbre_${at}`)
    const role = {
      kind: 'role',
      key: 'library.x',
      grants: [{ entity: 'library.book', actions: ['read'], fields: { deny: actions } }],
    }
    const begun = performance.now()
    const { problems } = trySample(entityOf('book', fields), role)
    assert.isBelow(performance.now() - begun, 3_000)
    assert.equal(problems.length, 6_000)
    assert.match(problems[0]?.fix ?? '', /field_number_/)
    assert.isBelow(problems.map(formatProblem)[0]?.length ?? 999, 300)
  })
})
