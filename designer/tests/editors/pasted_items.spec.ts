import { test } from '@japa/runner'
import { pastedItems } from '#designer/editors/dictionary/pasted_items.ts'

test.group('designer | pasted items', () => {
  test('titles alone get codes; a code beside its title is kept; none is given twice', ({
    assert,
  }) => {
    const pasted = pastedItems('检验\n检测\n\nhigh\t高\nHIGH\t很高\r\nA-1 级\n', ['item'])
    assert.deepEqual(pasted, [
      { code: 'item_2', title: '检验' },
      { code: 'item_3', title: '检测' },
      { code: 'high', title: '高' },
      { code: 'high_2', title: '很高' },
      { code: 'a_1', title: 'A-1 级' },
    ])
  })

  test('nothing comes of blank text', ({ assert }) => {
    assert.deepEqual(pastedItems(' \n\t\n', []), [])
  })
})
