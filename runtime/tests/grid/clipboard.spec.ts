import fc from 'fast-check'
import { test } from '@japa/runner'
import { cellsOfText, textOfCells } from '#runtime/forms/grid/clipboard/cells_of_text.ts'
import { copiedCell } from '#runtime/forms/grid/clipboard/copied_cells.ts'
import { layCells } from '#runtime/forms/grid/clipboard/lay_cells.ts'
import { readCell } from '#runtime/forms/grid/clipboard/read_cell.ts'
import { writtenDate } from '#runtime/forms/grid/clipboard/written_date.ts'
import { field, me } from '../support/sample_form.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { ReadPaste } from '#runtime/forms/grid/clipboard/lay_cells.ts'
import type { RowRules } from '#runtime/forms/rows.ts'

const option = (value: string, label: string, off = false) => ({
  ...{ value, label, off, color: null, parent: null },
})
const fuel = field('fuel', 'select', {
  options: [option('oil', '燃油'), option('old', '旧', true)],
})
const valueOf = (of: RuntimeField, cell: string) => {
  const read = readCell(of, cell)
  return read.kind === 'value' ? read.value : read
}
const reasonOf = (of: RuntimeField, cell: string) => {
  const read = readCell(of, cell)
  return read.kind === 'refused' ? read.reason : null
}

test.group('grid | clipboard text', () => {
  test('cells of a table program are told apart, with quotes and line breaks in them', ({
    assert,
  }) => {
    assert.deepEqual(cellsOfText('甲\t1\r\n"a\n""b"""\t\r\n'), [
      ['甲', '1'],
      ['a\n"b"', ''],
    ])
    assert.deepEqual(cellsOfText('一'), [['一']])
    assert.deepEqual(cellsOfText(''), [])
    assert.deepEqual(cellsOfText('"5 寸\t屏幕'), [['"5 寸', '屏幕']])
  })

  test('what is copied is pasted as it was', ({ assert }) => {
    const cell = fc
      .string({ unit: fc.constantFrom('甲', 'a', '"', '\n', '\t', ',', '1') })
      .map((text) => text.trim())
    const table = fc
      .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
      .filter((lines) => lines.at(-1)?.some((one) => one !== '') ?? false)
    fc.assert(
      fc.property(table, (cells) => assert.deepEqual(cellsOfText(textOfCells(cells)), cells)),
      { numRuns: 300 }
    )
  })

  test('values are copied as people read them', ({ assert }) => {
    assert.equal(copiedCell(fuel, 'oil'), '燃油')
    assert.equal(copiedCell(field('f', 'user'), { id: '1', title: '张三' }), '张三')
    assert.equal(copiedCell(field('f', 'boolean'), true), '是')
    assert.equal(copiedCell(field('f', 'money'), null), '')
    assert.equal(copiedCell(field('f', 'duration'), 5405), '1:30:05')
  })
})

test.group('grid | cells as people write them', () => {
  test('dates in Chinese formats', ({ assert }) => {
    const written = {
      '2026-01-02': '2026-01-02',
      '2026/1/2': '2026-01-02',
      '2026.1.2': '2026-01-02',
      '20260102': '2026-01-02',
      '2026年1月2日': '2026-01-02',
      '2026年01月02日 星期五': '2026-01-02',
      '2026/1/2 周五': '2026-01-02',
      '２０２６年１月２号': '2026-01-02',
      '二〇二六年十二月三十一日': '2026-12-31',
      '二○二六年一月十日': '2026-01-10',
      '2026/1/2 0:00': '2026-01-02',
    }
    for (const [cell, date] of Object.entries(written)) {
      assert.equal(valueOf(field('f', 'date'), cell), date, cell)
    }
    for (const cell of ['1月2日', '2026年13月1日', '2026-02-30', '明天', '46023']) {
      assert.isNotNull(reasonOf(field('f', 'date'), cell), cell)
    }
  })

  test('times of day behind a date', ({ assert }) => {
    assert.deepEqual(writtenDate('2026/1/2 下午3:05'), { date: '2026-01-02', time: '15:05:00' })
    assert.deepEqual(writtenDate('2026年1月2日 8时30分'), { date: '2026-01-02', time: '08:30:00' })
    assert.deepEqual(writtenDate('2026-01-02T23:59:58'), { date: '2026-01-02', time: '23:59:58' })
    assert.isNull(writtenDate('2026-01-02 25:00'))
    assert.equal(
      valueOf(field('f', 'datetime'), '2026/1/2 8:30'),
      new Date('2026-01-02T08:30:00').toISOString()
    )
  })

  test('numbers with separators, currency and brackets; a number it cannot hold is refused', ({
    assert,
  }) => {
    const money = field('f', 'money')
    assert.equal(valueOf(money, '￥1,234.5'), '1234.50')
    assert.equal(valueOf(money, '1，234.500 元'), '1234.50')
    assert.equal(valueOf(money, '(1,234.50)'), '-1234.50')
    assert.equal(valueOf(money, '１２．５'), '12.50')
    assert.equal(valueOf(field('f', 'integer'), '12,000.00'), 12000)
    assert.isNotNull(reasonOf(money, '1.239'))
    assert.isNotNull(reasonOf(money, '1.2E+05'))
    assert.isNotNull(reasonOf(field('f', 'integer'), '1.5'))
    assert.isNull(valueOf(money, ''))
  })

  test('durations as hours, minutes and seconds, or plain seconds', ({ assert }) => {
    const worked = field('f', 'duration')
    assert.equal(valueOf(worked, '1:30'), 5400)
    assert.equal(valueOf(worked, '1:30:05'), 5405)
    assert.equal(valueOf(worked, '5,400'), 5400)
    assert.isNotNull(reasonOf(worked, '1:75'))
  })

  test('formulas and other types of numbers are numbers too', ({ assert }) => {
    assert.equal(valueOf(field('f', 'percent'), '12.5%'), '12.50')
    assert.equal(valueOf(field('f', 'rating'), '4.0'), 4)
    assert.equal(valueOf(field('f', 'formula', { valueType: 'integer' }), '12,000'), 12000)
  })

  test('choices by title or code, one that is off among the refused; yes and no', ({ assert }) => {
    assert.equal(valueOf(fuel, '燃油'), 'oil')
    assert.equal(valueOf(fuel, 'OIL'), 'oil')
    assert.equal(reasonOf(fuel, '电'), '没有选项“电”')
    assert.isNotNull(reasonOf(fuel, '旧'))
    assert.isTrue(valueOf(field('f', 'boolean'), '√'))
    assert.isFalse(valueOf(field('f', 'boolean'), '否'))
    assert.equal(reasonOf(field('f', 'boolean'), '也许'), '应为“是”或“否”')
  })

  test('links are titles to look up; a line break is a space in a line of text', ({ assert }) => {
    const owner = field('f', 'user', { target: 'a.b', targetTitleField: 'name' })
    assert.deepEqual(readCell(owner, '张三'), { kind: 'titles', titles: ['张三'], many: false })
    assert.equal(valueOf(field('f', 'text'), '一\r\n二'), '一 二')
    assert.equal(valueOf(field('f', 'longtext'), '一\n二'), '一\n二')
  })
})

test.group('grid | laying cells over rows', () => {
  const owner = field('owner', 'user', {
    ...{ title: '负责人', target: 'a.b', targetTitleField: 'name' },
  })
  const price = field('price', 'money', { title: '单价' })
  const sum = field('sum', 'formula', { title: '小计', readOnly: true, valueType: 'money' })
  const columns = [owner, price, sum]
  const rules: RowRules = {
    ...{ fields: columns, linkage: new Map(), me },
    parent: { fields: [], values: {} },
  }
  const links = new Map([
    [
      'a.b#name',
      new Map([
        ['张三', [{ id: '1', title: '张三' }]],
        ['李四', [2, 3].map((id) => ({ id: `${id}`, title: '李四' }))],
      ]),
    ],
  ])
  const paste = (cells: string[][]): ReadPaste => ({
    ...{ columns, cells, links, beyond: 0 },
    lines: cells.map((line) =>
      columns.map((one, n) =>
        one.readOnly ? { kind: 'refused', reason: '' } : readCell(one, line[n] ?? '')
      )
    ),
  })

  test('rows are added where they run out; what is not taken stays and is told by row and column', ({
    assert,
  }) => {
    const rows = [{ $key: 'a', owner: null, price: '7.00' }]
    const cells = [
      ['张三', 'x', '1'],
      ['李四', '2', '2'],
      ['王五', '3', '3'],
    ]
    const laid = layCells({ paste: paste(cells), rules, rows, first: 0, nextKey: () => 'n' })
    assert.deepEqual(
      laid.rows.map(({ owner: link, price: amount }) => [link, amount]),
      [
        [{ id: '1', title: '张三' }, '7.00'],
        [null, '2.00'],
        [null, '3.00'],
      ]
    )
    assert.deepEqual(
      laid.report.refused.map(({ row, column, cell }) => [row, column, cell]),
      [
        [1, '小计', ''],
        [1, '单价', 'x'],
        [2, '负责人', '李四'],
        [3, '负责人', '王五'],
      ]
    )
    assert.deepEqual(rows, [{ $key: 'a', owner: null, price: '7.00' }])
  })
})
