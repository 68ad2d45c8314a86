import { readdirSync } from 'node:fs'
import { test } from '@japa/runner'
import { fieldTypes, formulaResults } from '#engine/fields/index.ts'
import { filterOperators } from '#engine/filters/ast.ts'
import { fieldTypeNames } from '#schemas/index.ts'
import { sampleField } from '../support/sample_field.ts'

const folder = new URL('../../fields/', import.meta.url)

/** Types without a column: rows, links and values of other tables. */
const keptElsewhere = new Set([
  'file',
  'files',
  'image',
  'signature',
  'children',
  'relations',
  'users',
  'lookup',
])

test.group('field types', () => {
  test('each type of schemas/meta/fields has its engine face, in a folder of its name', ({
    assert,
  }) => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory()
    )
    const names = [...fieldTypeNames].sort()
    assert.deepEqual([...fieldTypes.keys()].sort(), names)
    assert.deepEqual(folders.map((entry) => entry.name).sort(), names)
  })

  test('every folder has the same files', ({ assert }) => {
    for (const name of fieldTypes.keys()) {
      assert.deepEqual(readdirSync(new URL(`${name}/`, folder)), ['index.ts'])
    }
  })

  for (const [name, type] of [...fieldTypes, ...formulaResults]) {
    test(`${type.name} ${name}: blank is null, in and out of every column`, ({ assert }) => {
      const field = sampleField(type.name, type.name === 'formula' ? { 'x-result': name } : {})
      for (const blank of [null, undefined, '', []]) {
        assert.deepEqual(type.parse(blank, field), { ok: true, value: null })
      }
      for (const dialect of ['sqlite', 'postgres'] as const) {
        assert.isNull(type.toColumn(null, dialect, field))
        assert.isNull(type.fromColumn(null, dialect, field))
        assert.equal(type.column(dialect) === null, keptElsewhere.has(type.name))
      }
      assert.equal(type.format(null, field), '')
      assert.includeMembers([...filterOperators], [...type.operators])
      assert.equal(new Set(type.operators).size, type.operators.length)
    })
  }

  test('columns are those of the design', ({ assert }) => {
    const columns = (name: string) =>
      (['sqlite', 'postgres'] as const).map((dialect) => fieldTypes.get(name)?.column(dialect))
    assert.deepEqual(columns('text'), ['TEXT', 'text COLLATE "C"'])
    assert.deepEqual(columns('integer'), ['INTEGER', 'bigint'])
    assert.deepEqual(columns('money'), ['INTEGER', 'bigint'])
    assert.deepEqual(columns('boolean'), ['INTEGER', 'boolean'])
    assert.deepEqual(columns('date'), ['TEXT', 'date'])
    assert.deepEqual(columns('datetime'), ['TEXT', 'timestamptz(3)'])
    assert.deepEqual(columns('select'), ['TEXT', 'text COLLATE "C"'])
    assert.deepEqual(columns('relation'), ['TEXT', 'uuid'])
    assert.deepEqual(columns('children'), [null, null])
  })

  test('a formula behaves as its result', ({ assert }) => {
    const total = sampleField('formula', { 'x-formula': '=1', 'x-scale': 2 })
    assert.equal(total.type.name, 'formula')
    assert.equal(total.type.resultType, 'decimal')
    assert.equal(total.type.column('sqlite'), 'INTEGER')
    assert.deepEqual(total.type.valueType(total), { kind: 'number' })
    const late = sampleField('formula', { 'x-formula': '=TRUE', 'x-result': 'boolean' })
    assert.deepEqual(late.type.valueType(late), { kind: 'boolean' })
    const label = sampleField('formula', { 'x-formula': '="a"' })
    assert.equal(label.type.resultType, 'text')
  })
})
