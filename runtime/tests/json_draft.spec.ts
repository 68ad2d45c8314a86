import { test } from '@japa/runner'
import { checkValue } from '#runtime/forms/check_value.ts'
import fc from 'fast-check'
import { editorText, formValueOf } from '#runtime/fields/json/json_draft.ts'
import { jsonFault } from '#runtime/fields/json/json_fault.ts'
import { toApiValue } from '#runtime/forms/memory_value.ts'
import { copiedCell } from '#runtime/forms/grid/clipboard/copied_cells.ts'
import { readCell } from '#runtime/forms/grid/clipboard/read_cell.ts'
import { conditionOf } from '#runtime/views/state/filter_values.ts'
import { mostUsed } from '#runtime/fields/tags/tags_in_use.ts'
import { field } from './support/sample_form.ts'

const options = ['red', 'green'].map((value) => ({
  ...{ value, label: value === 'red' ? '红' : '绿', color: null, parent: null, off: false },
}))

test.group('fields | json in the form', () => {
  test('what is typed is the value as soon as it is JSON, and stays as typed until then', ({
    assert,
  }) => {
    const data = field('data', 'json')
    const draft = formValueOf('{"a": ')
    assert.equal(editorText(draft), '{"a": ')
    assert.match(checkValue(data, draft, false) ?? '', /不是有效的 JSON/)
    assert.deepEqual(formValueOf('{"a": 1}'), { a: 1 })
    assert.isNull(checkValue(data, { a: 1 }, false))
    assert.isNull(formValueOf('  '))
    assert.deepEqual(toApiValue(data, { a: 1 }), { a: 1 })
  })

  test('a fault of syntax is told with its line and column', ({ assert }) => {
    assert.isNull(jsonFault('[1]'))
    assert.deepEqual(jsonFault('{\n  "a": x\n}'), { line: 2, column: 8 })
    assert.deepEqual(jsonFault('{"a": 1,}'), { line: 1, column: 9 })
    assert.deepEqual(jsonFault('[1, 2'), { line: 1, column: 6 })
  })

  test('there is a fault exactly where the parser finds one', ({ assert }) => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', '1', 'x', '\\'))
      .map(([text, at, by]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + by + text.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken), (text) => {
        if (text.trim() === '') return
        assert.equal(jsonFault(text) === null, isJson(text), text)
      }),
      { numRuns: 1_000 }
    )
  })
})

test.group('fields | lists in the form', () => {
  test('a choice of several and tags go to a table program and back', ({ assert }) => {
    const kinds = field('kinds', 'multiselect', { options })
    assert.equal(copiedCell(kinds, ['red', 'green']), '红、绿')
    assert.deepEqual(readCell(kinds, '绿, red'), { kind: 'value', value: ['green', 'red'] })
    assert.equal(readCell(kinds, '蓝').kind, 'refused')
    const words = field('words', 'tags')
    assert.deepEqual(readCell(words, copiedCell(words, ['加急', '外委'])), {
      ...{ kind: 'value', value: ['加急', '外委'] },
    })
    const data = field('data', 'json')
    assert.deepEqual(readCell(data, copiedCell(data, { a: [1] })), {
      ...{ kind: 'value', value: { a: [1] } },
    })
  })

  test('least and most are told as items, not as rows', ({ assert }) => {
    const kinds = field('kinds', 'multiselect', { title: '类别', options, minItems: 2 })
    assert.equal(checkValue(kinds, ['red'], false), '类别至少选 2 项')
  })

  test('the query bar asks for one of the chosen', ({ assert }) => {
    const kinds = field('kinds', 'multiselect', { options })
    assert.deepEqual(conditionOf(kinds, ['red']), { has: { in: ['red'] } })
    assert.deepEqual(conditionOf(field('words', 'tags'), ['a']), { has: { in: ['a'] } })
    assert.deepEqual(conditionOf(field('data', 'json'), true), { empty: false })
  })

  test('tags in use come with the most used first', ({ assert }) => {
    assert.deepEqual(mostUsed([['a', 'b'], ['b'], []]), ['b', 'a'])
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
