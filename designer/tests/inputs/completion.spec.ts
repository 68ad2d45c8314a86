import { test } from '@japa/runner'
import { checkSet } from '#designer/document/index.ts'
import { completionAt } from '#designer/inputs/expressions/completion.ts'
import { filterOf, rowsOf } from '#designer/inputs/filters/filter_rows.ts'
import { pointerAt, spansOf } from '#designer/json/json_lines.ts'
import { readEdited } from '#designer/json/read_edited.ts'
import { paletteEntries, sought } from '#designer/palette/palette_entries.ts'
import { shippedSet } from '../support/shipped_set.ts'

test.group('inputs | completion', () => {
  const { known } = checkSet(shippedSet())
  const at = (text: string, entity = 'demand.request') =>
    completionAt(text, text.length, { entity, known })
  const offered = (text: string, entity?: string) =>
    at(text, entity).suggestions.map((one) => one.insert)

  test('fields by key and by Chinese title, those of related records behind a dot', ({
    assert,
  }) => {
    assert.include(offered('=chan'), 'channel')
    assert.include(offered('=采集'), 'channel')
    assert.include(offered('=customer.na'), 'name')
    assert.equal(at('=customer.na').from, '=customer.'.length)
    assert.deepEqual(offered('=nothing.x'), [])
  })

  test('functions by name and by Chinese title, with the cursor between their brackets', ({
    assert,
  }) => {
    assert.include(offered('=ROU'), 'ROUND(|)')
    assert.include(offered('=1+SU'), 'SUM(|)')
  })

  test('nothing inside a text, and the parent in a sub-table', ({ assert }) => {
    assert.deepEqual(offered('=IF(channel = "pho'), [])
    assert.deepEqual(offered('=SUM(items.qty)'), [])
    assert.isNotEmpty(offered('=SUM(items.qty) + '))
    assert.include(offered('=par', 'demand.request_item'), 'parent.')
    assert.include(offered('=parent.chan', 'demand.request_item'), 'channel')
  })
})

test.group('inputs | conditions', () => {
  test('a second condition of one kind on a field does not swallow the first', ({ assert }) => {
    const leaf = { kind: 'leaf', path: 'a', operator: 'ne', isBare: false } as const
    const filter = filterOf([
      { ...leaf, operand: '1' },
      { ...leaf, operand: '2' },
      { ...leaf, operator: 'empty', operand: false },
    ])
    assert.deepEqual(filter, { a: { ne: '1', empty: false }, all: [{ a: { ne: '2' } }] })
    assert.deepEqual(filterOf(rowsOf(filter)), filter)
  })
})

test.group('json', () => {
  const text = '{\n  "a": [1, {"b/c": "x"}],\n  "d": true\n}'

  test('every value has its place, and every place its innermost value', ({ assert }) => {
    const spans = spansOf(text)
    const { from, to } = spans.get('/a/1/b~1c')!
    assert.equal(text.slice(from, to), '"x"')
    assert.equal(pointerAt(spans, text.indexOf('true') + 1), '/d')
    assert.equal(pointerAt(spans, text.indexOf('1,')), '/a/0')
  })

  test('what is no definition, or another one, is told and not taken', ({ assert }) => {
    const definition = { kind: 'entity', uid: 'abcdefgh' }
    const whole = { kind: 'entity', key: 'a.b', uid: 'abcdefgh', title: 'x' }
    assert.isNotNull(readEdited(JSON.stringify(whole), definition).document)
    const other = readEdited(JSON.stringify({ ...whole, uid: 'zzzzzzzz' }), definition)
    assert.isNull(other.document)
    assert.equal(other.faults[0]!.pointer, '/uid')
    const broken = readEdited('{\n "kind": "entity",,\n}', definition)
    assert.isNull(broken.document)
    assert.isAbove(broken.faults.length, 0)
    assert.isNull(readEdited('{"kind": "entity", "title": "{{x}}"}', definition).document)
  })
})

test.group('palette', () => {
  test('fields, states and items are found by title and by key', ({ assert }) => {
    const entries = paletteEntries(shippedSet())
    assert.equal(sought(entries, '采集渠道')[0]!.title, '采集渠道')
    assert.isTrue(sought(entries, 'expected_on').length > 0)
  })
})
