import { test } from '@japa/runner'
import { samplePeople } from '../support/sample_documents.ts'
import { trySample } from '../support/compile_sample.ts'

const module = (key: string, dependsOn: string[], more: object = {}) => ({
  ...{ kind: 'module', key, version: '1.0.0', dependsOn },
  ...more,
})
const entity = (key: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key, schema: { type: 'object', properties } },
  ...more,
})
const name = { type: 'string', title: '名称' }
const link = (to: string) => ({ 'x-type': 'relation', 'x-relation': { to } })
const reader = entity('people.reader', { name, guide: link('people.reader') })

/** What compiling finds, as lines `code pointer`. */
const findings = (...documents: object[]): string[] =>
  trySample(...documents).problems.map(({ code, pointer }) => `${code} ${pointer}`)

test.group('compile | dependencies of modules', () => {
  test('a reference into a module that is not depended on names it and the module.json to mend', ({
    assert,
  }) => {
    const book = entity('library.book', { name, reader: link('people.reader') })
    const { problems } = trySample(module('library', []), module('people', []), reader, book)
    assert.lengthOf(problems, 1)
    assert.deepInclude(problems[0], {
      code: 'E_DEFINITION_DEPENDENCY',
      severity: 'error',
      key: 'library.book',
      pointer: '/schema/properties/reader/x-relation/to',
      params: { module: 'library', needs: 'people' },
    })
    assert.include(problems[0]!.message, '“people”')
    assert.include(problems[0]!.fix, '“library”的 module.json')
    assert.deepEqual(
      findings(module('library', ['people']), module('people', []), reader, book),
      []
    )
  })

  test('what a dependency depends on may be referred to as well', ({ assert }) => {
    const book = entity('library.book', { name, reader: link('people.reader') })
    const modules = [module('library', ['loans']), module('loans', ['people'])]
    assert.deepEqual(findings(...modules, module('people', []), reader, book), [])
  })

  test('every way to name something counts: roles, wildcards, dictionaries, $ names, people', ({
    assert,
  }) => {
    const people = module('people', [], {
      actor: [{ key: 'my_cards', from: 'people.reader', where: { name: 'x' }, take: 'id' }],
    })
    const dictionary = {
      kind: 'dictionary',
      key: 'people.colour',
      items: [{ code: 'red', title: '红' }],
    }
    const role = { kind: 'role', key: 'people.clerk', grants: [{ entity: '*', actions: ['read'] }] }
    const documents = [
      ...[people, reader, dictionary, role, module('sample', []), ...samplePeople],
      entity('library.book', {
        name,
        colour: { 'x-type': 'select', 'x-dictionary': 'people.colour' },
        keeper: { 'x-type': 'user' },
        shelf: { 'x-type': 'department' },
      }),
      {
        kind: 'role',
        key: 'library.keeper',
        grants: [
          { entity: 'people.*', actions: ['read'] },
          { entity: '*', actions: ['read'] },
          { entity: 'library.*', actions: ['read'] },
          {
            entity: 'library.book',
            actions: ['read'],
            rows: { any: [{ name: 'x' }, { id: { in: '$my_cards' } }] },
          },
        ],
      },
    ]
    assert.sameMembers(findings(module('library', []), ...documents), [
      'E_DEFINITION_DEPENDENCY /schema/properties/colour/x-dictionary',
      'E_DEFINITION_DEPENDENCY /schema/properties/keeper/x-type',
      'E_DEFINITION_DEPENDENCY /schema/properties/shelf/x-type',
      'E_DEFINITION_DEPENDENCY /grants/0/entity',
      'E_DEFINITION_DEPENDENCY /grants/3/rows/any/1/id/in',
    ])
    assert.deepEqual(findings(module('library', ['people', 'sample']), ...documents), [])
  })

  test('paths of filters and formulas follow relations wherever these lead', ({ assert }) => {
    const book = entity('library.book', { name, loan: link('loans.loan') })
    const loan = entity('loans.loan', { name, reader: link('people.reader') })
    const view = {
      ...{ kind: 'view', key: 'library.list', entity: 'library.book' },
      columns: [{ path: 'loan.reader.name' }],
      where: { 'loan.reader.name': 'x' },
    }
    const modules = [
      module('library', ['loans']),
      module('loans', ['people']),
      module('people', []),
    ]
    assert.deepEqual(findings(...modules, reader, book, loan, view), [])
  })

  test('an unknown module is told by dependsOn, and once', ({ assert }) => {
    const { problems } = trySample(
      module('library', ['people', 'peopel']),
      module('people', []),
      reader
    )
    assert.lengthOf(problems, 1)
    assert.deepInclude(problems[0], {
      code: 'E_DEFINITION_REFERENCE',
      pointer: '/dependsOn/1',
      fix: '是不是“people”？',
    })
  })

  test('modules that depend on each other are told at each of them, with the way round', ({
    assert,
  }) => {
    const modules = [
      module('library', ['people', 'loans']),
      module('loans', ['people', 'cards']),
      module('cards', ['library']),
      module('people', []),
    ]
    const { problems } = trySample(...modules)
    assert.deepEqual(
      problems.map(({ code, key, pointer }) => `${code} ${key} ${pointer}`),
      [
        'E_DEFINITION_CYCLE library /dependsOn/1',
        'E_DEFINITION_CYCLE loans /dependsOn/1',
        'E_DEFINITION_CYCLE cards /dependsOn/0',
      ]
    )
    assert.include(problems[0]!.message, 'library → loans → cards → library')
    assert.deepEqual(findings(module('library', ['library'])), ['E_DEFINITION_CYCLE /dependsOn/0'])
  })

  test('T004 a long chain and a thick net of modules are followed quickly', ({ assert }) => {
    const keys = Array.from({ length: 300 }, (_, n) => `m${n}`)
    const chain = keys.map((key, n) => module(key, keys.slice(n + 1, n + 40)))
    const began = performance.now()
    assert.deepEqual(findings(...chain), [])
    const ring = keys.map((key, n) => module(key, [keys[(n + 1) % keys.length]!]))
    assert.lengthOf(findings(...ring), keys.length)
    assert.isBelow(performance.now() - began, 3_000)
  })
})
