import { test } from '@japa/runner'

import { canonicalOrder, walkReferences } from '#schemas/index.ts'
import { deepForm, oversized, wideEntity } from '../fixtures/oversized.ts'
import { checkShape, lines } from './support/check_shape.ts'
import { invalidFixtures } from './support/fixture_files.ts'

function shapeFixture(name: string) {
  const found = invalidFixtures('shape').find(({ path }) => path.endsWith(`/${name}.json`))
  if (!found) throw new TypeError(`no fixture ${name}`)
  return found
}

test.group('hostile definitions', () => {
  test('T003 the deepest nesting within the budget is checked, ordered and walked', ({
    assert,
  }) => {
    const form = deepForm(14)
    assert.deepEqual(checkShape(form), [])
    assert.deepEqual(canonicalOrder('form', form), form)
    let references = 0
    walkReferences('form', form, () => (references += 1))
    assert.equal(references, 2)
  })

  test('T004 an entity with 3,000 properties is checked without an error of the stack', ({
    assert,
  }) => {
    const started = performance.now()
    assert.deepEqual(checkShape(wideEntity(3_000)), [])
    assert.isBelow(performance.now() - started, 1_000)
  })

  test('T007 a $ref to a host or a file is an unknown property, never followed', ({ assert }) => {
    const { text, problems } = shapeFixture('remote_refs')
    assert.deepEqual(lines(checkShape(JSON.parse(text))), lines(problems))
    const { text: words, problems: refused } = shapeFixture('combinators')
    assert.deepEqual(lines(checkShape(JSON.parse(words))), lines(refused))
  })

  test('T008 a field may be called select or users: physical names are made, not taken', ({
    assert,
  }) => {
    const field = (uid: string) => ({ 'type': 'string', 'title': '甲', 'x-uid': uid })
    const entity = wideEntity(1)
    const names = ['select', 'users', 'sqlite_sequence', 'table', 'order']
    const properties = Object.fromEntries(names.map((name, at) => [name, field(`t008field${at}`)]))
    assert.deepEqual(checkShape({ ...entity, schema: { type: 'object', properties } }), [])
  })

  test('T010 members of the prototype are refused by shape too, and pollute nothing', ({
    assert,
  }) => {
    const entity = JSON.stringify(wideEntity(1))
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const spoilt = JSON.parse(entity.replace('"f0"', JSON.stringify(name)))
      assert.deepEqual(lines(checkShape(spoilt)), [`E_DEFINITION_KEY /schema/properties/${name}`])
      const root = JSON.parse(entity.replace('{', `{${JSON.stringify(name)}:{"polluted":1},`))
      assert.deepEqual(lines(checkShape(root)), [`E_DEFINITION_UNKNOWN_PROPERTY /${name}`])
    }
    assert.isUndefined(({} as { polluted?: number }).polluted)
  })

  test('every oversized text is JSON, so that its size alone is what is wrong', ({ assert }) => {
    for (const { text } of oversized) assert.isObject(JSON.parse(text))
  })
})
