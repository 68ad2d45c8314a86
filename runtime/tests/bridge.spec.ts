import { test } from '@japa/runner'
import { formilySchema, spanOf } from '#runtime/forms/bridge.ts'
import { field, form, node, section, trip } from './support/sample_form.ts'
import type { ISchema } from '@formily/json-schema'
import type { BridgeFunctions } from '#runtime/forms/bridge.ts'

const functions: BridgeFunctions = {
  fieldReaction: () => () => undefined,
  layoutReaction: ({ visible }) => (visible === null ? null : () => undefined),
  validator: () => () => null,
}
const inside = (schema: ISchema | undefined) =>
  (schema?.properties ?? {}) as Record<string, ISchema>

test.group('forms | bridge', () => {
  const schema = formilySchema(trip, functions)

  test('layout becomes void nodes beside fields, in the author’s order', ({ assert }) => {
    assert.deepEqual(Object.keys(inside(schema)), ['_basic', '_far', 'rate', 'stops', 'total'])
    assert.include(inside(schema)['_basic'], { 'type': 'void', 'x-component': 'Section' })
    assert.deepEqual(Object.keys(inside(inside(schema)['_basic'])), [
      ...['name', 'kind', 'driver', 'start', 'end'],
    ])
    assert.deepEqual(
      Object.values(inside(schema)).map((each) => each['x-index']),
      [0, 1, 2, 3, 4]
    )
  })

  test('a sub-table is one field of no type, so that Formily makes no field of a cell', ({
    assert,
  }) => {
    const stops = inside(schema)['stops']
    assert.equal(stops?.['x-component'], 'ChildrenGrid')
    assert.isUndefined(stops?.type)
    assert.isUndefined(stops?.items)
  })

  test('every field has one reaction and one check, a layout node only where it is conditional', ({
    assert,
  }) => {
    const { rate, _basic, _far } = inside(schema)
    assert.lengthOf(rate?.['x-reactions'] as unknown[], 1)
    assert.lengthOf(rate?.['x-validator'] as unknown as unknown[], 1)
    assert.isUndefined(_basic?.['x-reactions'])
    assert.lengthOf(_far?.['x-reactions'] as unknown[], 1)
  })

  test('T017 no option, value or expression of a definition goes into Formily’s schema', ({
    assert,
  }) => {
    const text = JSON.stringify(schema)
    assert.notInclude(text, '{{')
    assert.notInclude(text, '=kind')
    assert.notInclude(text, 'SUM(')
  })

  test('a sub-table alone in a section of the same title does not repeat it', ({ assert }) => {
    const rows = field('rows', 'children', { title: '明细', childFields: [] })
    const own = formilySchema(
      form([rows], [section('s', [node('rows')], { title: '明细' })]),
      functions
    )
    const other = formilySchema(form([rows], [section('s', [node('rows')])]), functions)
    const isNamed = (made: ISchema) =>
      inside(inside(made)['_s'])['rows']?.['x-decorator-props']?.['isNamed']
    assert.isTrue(isNamed(own))
    assert.isFalse(isNamed(other))
  })

  test('long texts and sub-tables take all columns, others one, unless the form says', ({
    assert,
  }) => {
    const span = (type: string, said: number | null) =>
      spanOf(field('a', type), node('a', { span: said }) as never, 3)
    assert.deepEqual([span('text', null), span('longtext', null)], [1, 3])
    assert.deepEqual([span('text', 2), span('longtext', 9)], [2, 3])
  })
})
