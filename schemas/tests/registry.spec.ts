import { readdirSync } from 'node:fs'

import { test } from '@japa/runner'

import {
  fieldMetaOf,
  fieldTypeNameOf,
  fieldTypeNames,
  isKind,
  kinds,
  metaSchemaOf,
} from '#schemas/index.ts'
import { caseOf, resolved } from '../resolve.ts'

function filesOf(folder: string): string[] {
  const files = readdirSync(new URL(`../meta/${folder}/`, import.meta.url))
  return files.map((file) => file.replace(/\.json$/, '')).sort()
}

test.group('registry', () => {
  test('kinds and field types are the files of schemas/meta', ({ assert }) => {
    assert.deepEqual(kinds, filesOf('kinds'))
    assert.deepEqual(fieldTypeNames, filesOf('fields'))
  })

  test('a word that is no kind is told apart before it is asked for', ({ assert }) => {
    for (const word of ['entities', '', 'constructor', '__proto__', 'toString', 7, null]) {
      assert.isFalse(isKind(word), String(word))
    }
    assert.throws(() => metaSchemaOf('constructor'), /there is no kind/)
    assert.throws(() => fieldMetaOf('number'), /there is no field type/)
  })

  test('the type of {field} is {type}')
    .with([
      { field: { type: 'string' }, type: 'text' },
      { field: { type: 'string', format: 'date' }, type: 'date' },
      { field: { type: 'string', format: 'date-time' }, type: 'datetime' },
      { field: { type: 'integer' }, type: 'integer' },
      { field: { type: 'boolean' }, type: 'boolean' },
      { field: { 'type': 'array', 'x-entity': 'library.loan' }, type: 'children' },
      { field: { 'type': 'string', 'x-type': 'money' }, type: 'money' },
      { field: { 'x-type': 'relation' }, type: 'relation' },
      { field: { type: 'number' }, type: null },
      { field: { 'x-type': 'number' }, type: null },
      { field: { 'x-type': 'constructor' }, type: null },
      { field: {}, type: null },
    ])
    .run(({ assert }, { field, type }) => {
      assert.equal(fieldTypeNameOf(field), type)
      const entity = metaSchemaOf('entity')
      const found = caseOf(entity, resolved(entity, { $ref: '#/$defs/field' }), field)
      const own = type === null ? undefined : fieldMetaOf(type).title
      if (type !== null) assert.equal(found.title, own)
    })
})
