import { Decimal } from 'decimal.js'
import { test } from '@japa/runner'
import { compileExpression, isError, isFalse, isTrue, toValue } from '#engine/expressions/index.ts'
import { contextOf, evaluate, sampleScope } from './support/vocabulary.ts'
import type { Case } from './support/vocabulary.ts'
import type { Value } from '#engine/values.ts'

const exact: Case[] = [
  ['=0.1+0.2', '0.3'],
  ['=0.1+0.2=0.3', true],
  ['=1.005*100', '100.5'],
  ['=ROUND(1.005*100, 0)', '101'],
  ['=19.9*3', '59.7'],
  ['=ROUND(-2.5, 0)', '-3'],
  ['=ROUND(2.5, 0)', '3'],
  ['=ROUND(-1.005, 2)', '-1.01'],
  ['=ROUND(1.005, 2)', '1.01'],
  ['=ROUND(-0.4, 0)', '0'],
  ['=7/2', '3.5'],
  ['=1/3', '0.3333333333333333333333333333333333'],
  ['=2/3', '0.6666666666666666666666666666666667'],
  ['=999999999999999.99+0.01', '1000000000000000'],
  ['=amount*rate', '0.0825', { amount: '1.10', rate: '0.075' }],
]

const blanks: Case[] = [
  ['=amount', null],
  ['=amount=0', false],
  ['=amount=BLANK()', true],
  ['=amount<>0', true],
  ['=amount=rate', true],
  ['=title=""', true],
  ['=title<>""', true, { title: 'a' }],
  ['=title=""', true, { title: '' }],
  ['=amount<1', null],
  ['=1<=amount', null],
  ['=amount>=rate', null],
  ['=due_on>start_on', null, { due_on: '2026-01-01' }],
  ['=amount+1', '1'],
  ['=amount-1', '-1'],
  ['=amount*5', '0'],
  ['=amount+rate', '0'],
  ['=-amount', '0'],
  ['=amount%', '0'],
  ['=amount/2', '0'],
  ['=1/amount', '#DIV/0!'],
  ['=2^amount', '1'],
  ['=title&"x"', 'x'],
  ['=title&""', null],
  ['=due_on+1', null],
  ['=due_on-start_on', null, { due_on: '2026-01-01' }],
  ['=due_on+amount', '2026-01-01', { due_on: '2026-01-01' }],
  ['=IF(amount>1, "y", "n")', 'n'],
  ['=IF(done, "y", "n")', 'n'],
  ['=IF(done, "y")', null],
  ['=NOT(done)', null],
  ['=AND(TRUE, done)', null],
  ['=AND(FALSE, done)', false],
  ['=AND(done, FALSE)', false],
  ['=OR(done, TRUE)', true],
  ['=OR(done, FALSE)', null],
  ['=ISBLANK(amount)', true],
  ['=ISBLANK(amount)', false, { amount: '0.00' }],
  ['=ISBLANK(items)', true],
  ['=ISBLANK(items)', false, { items: [{ id: 'i1' }] }],
  ['=SUM(amount, rate)', '0'],
  ['=COUNTA(amount, title)', '0'],
  ['=MIN(amount)', null],
  ['=AVERAGE(amount)', '#DIV/0!'],
  ['=ROUND(amount, 2)', '0'],
  ['=LEN(title)', '0'],
  ['=LEFT(title, 3)', null],
  ['=YEAR(due_on)', null],
  ['=DATEDIF(due_on, start_on, "D")', null],
]

const errors: Case[] = [
  ['=1/0', '#DIV/0!'],
  ['=0/0', '#DIV/0!'],
  ['=0^-1', '#DIV/0!'],
  ['=0^0', '#NUM!'],
  ['=(-1)^0.5', '#NUM!'],
  ['=10^301', '#NUM!'],
  ['=10^300*10', '#NUM!'],
  ['=10^-301', '0'],
  ['=MOD(5, 0)', '#DIV/0!'],
  ['=1+1/0', '#DIV/0!'],
  ['=1/0+10^301', '#DIV/0!'],
  ['=10^301+1/0', '#NUM!'],
  ['=-(1/0)', '#DIV/0!'],
  ['=1/0=1/0', '#DIV/0!'],
  ['="a"&1/0', '#DIV/0!'],
  ['=SUM(1, 1/0)', '#DIV/0!'],
  ['=COUNTA(1, 1/0)', '#DIV/0!'],
  ['=IF(1/0>1, 1, 2)', '#DIV/0!'],
  ['=IF(TRUE, 1, 1/0)', '1'],
  ['=IF(FALSE, 1/0, 2)', '2'],
  ['=IFS(FALSE, 1/0, TRUE, 2)', '2'],
  ['=SWITCH(1, 2, 1/0, 1, 5)', '5'],
  ['=SWITCH(1/0, 1, 5)', '#DIV/0!'],
  ['=AND(FALSE, 1/0>1)', false],
  ['=AND(1/0>1, FALSE)', '#DIV/0!'],
  ['=OR(TRUE, 1/0>1)', true],
  ['=NOT(1/0>1)', '#DIV/0!'],
  ['=IFERROR(1/0, 7)', '7'],
  ['=IFERROR(3, 1/0)', '3'],
  ['=IFERROR(1/0, 10^301)', '#NUM!'],
  ['=IFERROR(BLANK(), 7)', null],
  ['=ISERROR(1/0)', true],
  ['=ISERROR(1)', false],
  ['=ISBLANK(1/0)', '#DIV/0!'],
  ['=MID("abc", 0, 1)', '#VALUE!'],
  ['=DATE(0, 1, 1)', '#NUM!'],
  ['=DATE(9999, 12, 31)+1', '#NUM!'],
]

const misfits: Case[] = [
  ['=amount+1', '#VALUE!', { amount: 'abc' }],
  ['=amount+1', '#VALUE!', { amount: true }],
  ['=amount+1', '#VALUE!', { amount: '1e5' }],
  ['=amount+1', '#VALUE!', { amount: ['1'] }],
  ['=amount+1', '#NUM!', { amount: Number.NaN }],
  ['=due_on+1', '#VALUE!', { due_on: '2026-02-30' }],
  ['=NOT(done)', '#VALUE!', { done: 'true' }],
  ['=made_at+1', '#VALUE!', { made_at: '2026-01-01' }],
  ['=vars.free+1', '3.5', { 'vars.free': '2.50' }],
  ['=vars.free+1', '#VALUE!', { 'vars.free': 'x' }],
  ['=vars.free="9"', true, { 'vars.free': 9 }],
  ['=vars.free>10', false, { 'vars.free': '9' }],
  ['=vars.free=vars.other', false, { 'vars.free': 9, 'vars.other': '9' }],
  ['=vars.free<vars.other', '#VALUE!', { 'vars.free': 9, 'vars.other': '9' }],
  ['=due_on-vars.free', '2026-01-01', { 'due_on': '2026-01-03', 'vars.free': 2 }],
  ['=due_on-vars.free', '2', { 'due_on': '2026-01-03', 'vars.free': '2026-01-01' }],
  ['=SUM(vars.free)', '3', { 'vars.free': [1, '2'] }],
  ['=MAX(vars.free)', '#VALUE!', { 'vars.free': [1, 'b'] }],
  ['=IF(vars.free, 1, 2)', '1', { 'vars.free': true }],
  ['=IF(vars.free, 1, 2)', '#VALUE!', { 'vars.free': 'TRUE' }],
  ['=AND(vars.free, TRUE)', '#VALUE!', { 'vars.free': 1 }],
]

const converted: [Decimal | string | boolean | null, number | null | undefined, Value][] = [
  [new Decimal('1.005'), 2, '1.01'],
  [new Decimal('-1.005'), 2, '-1.01'],
  [new Decimal('-0.001'), 2, '0.00'],
  [new Decimal('12.5'), 2, '12.50'],
  [new Decimal('12.5'), 0, '13'],
  [new Decimal('12.5'), null, 13],
  [new Decimal('-0'), null, 0],
  [new Decimal('7'), undefined, 7],
  [new Decimal('7.25'), undefined, '7.25'],
  [new Decimal('9999999999999.99'), 2, '9999999999999.99'],
  [new Decimal('10000000000000.00'), 2, null],
  [new Decimal('9007199254740992'), null, null],
  ['a', 2, 'a'],
  ['', null, null],
  [false, null, false],
  [null, 2, null],
]

test.group('expressions | values', () => {
  test('behaviour 74: numbers are decimal and round half-up: {0}')
    .with(exact)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('behaviour 81: blank means what the definitions say: {0}')
    .with(blanks)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('behaviour 81: errors are values, propagate, and are caught: {0}')
    .with(errors)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('a value that is not of its type is an error, never another value: {0}')
    .with(misfits)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('text is ordered by code point, as the databases order it', ({ assert }) => {
    assert.equal(evaluate('="Z"<"a"'), true)
    assert.equal(evaluate('="ab"<"abc"'), true)
    assert.equal(evaluate('="😀">"｡"'), true)
    assert.equal(evaluate('="😀"<"😁"'), true)
  })

  test('a result becomes a field value: {0} at scale {1}')
    .with(converted)
    .run(({ assert }, [result, scale, expected]) => {
      assert.strictEqual(toValue(result, scale), expected)
    })

  test('only TRUE is met, only FALSE fails, and an error is neither', ({ assert }) => {
    const result = (source: string) =>
      compileExpression(source, sampleScope).expression!.evaluate(contextOf())
    const seen = ['=TRUE', '=FALSE', '=BLANK()', '=1/0', '="x"'].map((source) => {
      const value = result(source)
      return [isTrue(value), isFalse(value), isError(value)]
    })
    assert.deepEqual(seen, [
      [true, false, false],
      [false, true, false],
      [false, false, false],
      [false, false, true],
      [false, false, false],
    ])
    assert.isNull(toValue(result('=1/0'), 2))
    assert.isNull(toValue(result('=tags'), 2))
  })

  test('dependencies are the dotted names read, and the clock where a function reads it', ({
    assert,
  }) => {
    const { expression } = compileExpression(
      '=SUM(items.price * items.qty) + amount + amount + YEAR(TODAY())',
      sampleScope
    )
    assert.deepEqual(expression!.dependencies, ['items.price', 'items.qty', 'amount', '$today'])
    assert.equal(
      expression!.source,
      '=SUM(items.price * items.qty) + amount + amount + YEAR(TODAY())'
    )
  })
})
