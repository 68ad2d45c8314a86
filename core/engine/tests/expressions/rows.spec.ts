import { test } from '@japa/runner'
import { compileExpression } from '#engine/expressions/index.ts'
import { contextOf, evaluate, show } from './support/vocabulary.ts'
import type { Case, SampleValues } from './support/vocabulary.ts'
import type { ExpressionScope } from '#engine/expressions/index.ts'

const loan: SampleValues = {
  'items': [{ id: 'i1' }, {}, { id: 'i3' }],
  'items.price': ['10.00', '2.50', null],
  'items.qty': [2, 4, 1],
  'items.kind': ['a', 'b', 'a'],
  'items.back_on': ['2026-01-05', null, '2026-02-01'],
  'items.book.price': ['9.00', null, '1.00'],
  'tags': ['red', 'blue'],
  'amount': '3.00',
}

const cases: Case[] = [
  ['=items.price*items.qty', ['20', '10', '0'], loan],
  ['=SUM(items.price*items.qty)', '30', loan],
  ['=SUM(items.price)', '12.5', loan],
  ['=SUM(items.price, amount, 1)', '16.5', loan],
  ['=AVERAGE(items.price)', '6.25', loan],
  ['=COUNT(items)', '3', loan],
  ['=COUNT(items.price)', '2', loan],
  ['=MAX(items.back_on)', '2026-02-01', loan],
  ['=SUM(items.price*amount)', '37.5', loan],
  ['=SUM(ROUND(items.price/3, 2)*items.qty)', '9.98', loan],
  ['=SUM(IF(items.kind="a", items.qty, 0))', '3', loan],
  ['=SUM(IF(ISBLANK(items.price), 1, 0))', '1', loan],
  ['=items.qty/SUM(items.qty)*7', ['2', '4', '1'], loan],
  ['=SUM(items.qty*COUNT(items))', '21', loan],
  ['=SUM(items.qty*1)-items.qty', ['5', '3', '6'], loan],
  ['=items.price-items.book.price', ['1', '2.5', '-1'], loan],
  ['=items.qty/(items.qty-2)', ['#DIV/0!', '2', '-1'], loan],
  ['=SUM(items.qty/(items.qty-2))', '#DIV/0!', loan],
  ['=SUM(IFERROR(items.qty/(items.qty-2), 0))', '1', loan],
  ['=AND(items.qty>0)', true, loan],
  ['=OR(items.qty>3)', true, loan],
  ['=AND(items.price>0)', null, loan],
  ['=OR(tags="red")', true, loan],
  ['=CONCAT(tags)', 'redblue', loan],
  ['=tags&"!"', ['red!', 'blue!'], loan],
  ['=items.back_on+1', ['2026-01-06', null, '2026-02-02'], loan],
  ['=SUM(items.price*items.qty)', '0', {}],
  ['=items.price*2', [], {}],
  ['=items.price', [], {}],
  ['=ISBLANK(items)', true, { items: [] }],
  ['=AND(items.qty>0)', true, {}],
  ['=OR(items.qty>0)', false, {}],
  ['=SUM(items.price*items.qty)', '#VALUE!', { 'items.price': ['1'], 'items.qty': [1, 2] }],
]

test.group('expressions | rows', () => {
  test('a name behind a sub-table maps over its rows: {0}')
    .with(cases)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('each name is read once, however many rows and places use it', ({ assert }) => {
    const reads: string[] = []
    const scope: ExpressionScope = {
      typeOf: (path) => ({ kind: 'list', of: { kind: path[1] === 'a' ? 'number' : 'text' } }),
    }
    const { expression } = compileExpression('=SUM(items.a*items.a)/SUM(items.a)', scope)
    const rows = Array.from({ length: 500 }, (_, row) => row + 1)
    const context = {
      ...contextOf(),
      read: (path: readonly string[]) => (reads.push(path.join('.')), rows),
    }
    assert.equal(show(expression!.evaluate(context)), '333.6666666666666666666666666666667')
    assert.deepEqual(reads, ['items.a'])
  })

  test('a total used in every row is computed once: 10,000 rows stay within the steps', ({
    assert,
  }) => {
    const qty = Array.from({ length: 10_000 }, () => 1)
    assert.equal(evaluate('=SUM(items.qty/SUM(items.qty))', { 'items.qty': qty }), '1')
  })

  test('rows of two levels are one flat list', ({ assert }) => {
    const scope: ExpressionScope = {
      typeOf: () => ({ kind: 'list', of: { kind: 'list', of: { kind: 'number' } } }),
    }
    const { expression } = compileExpression('=SUM(a.b.c)', scope)
    const nested = [[1, '2.5'], [], [3]] as unknown as number[]
    assert.equal(show(expression!.evaluate({ ...contextOf(), read: () => nested })), '6.5')
  })
})
