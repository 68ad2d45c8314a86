import { test } from '@japa/runner'
import { checkValue } from '#runtime/forms/check_value.ts'
import { columnTotal } from '#runtime/forms/grid/totals.ts'
import { checkRows, computeRow, isEmptyRow, newRow } from '#runtime/forms/rows.ts'
import {
  decimalText,
  formatMoney,
  groupDigits,
  plainNumber,
} from '#runtime/fields/format_number.ts'
import { linkOf, linkTitle } from '#runtime/fields/link_value.ts'
import { tagColor } from '#runtime/fields/option_colors.ts'
import { compileLinkage } from '#runtime/forms/linkage.ts'
import { safeNext } from '#runtime/shell/paths.ts'
import { field, me, trip } from './support/sample_form.ts'
import type { RowRules } from '#runtime/forms/rows.ts'

test.group('fields | numbers', () => {
  test('digits are grouped in text, exactly, with the sign before the currency', ({ assert }) => {
    assert.equal(groupDigits('123456789012345.67'), '123,456,789,012,345.67')
    assert.equal(groupDigits('-100'), '-100')
    assert.equal(groupDigits('abc'), 'abc')
    assert.equal(formatMoney('1234.56'), '￥1,234.56')
    assert.equal(formatMoney('-1234.5'), '-￥1,234.5')
  })

  test('what people type becomes a decimal at the field’s scale', ({ assert }) => {
    const typed: [string, number, string][] = [
      ['5', 2, '5.00'],
      ['.5', 2, '0.50'],
      ['-.5', 1, '-0.5'],
      ['007', 0, '7'],
      ['1,234.5', 2, '1234.50'],
      ['１２.５', 2, '12.50'],
      ['￥ 3', 2, '3.00'],
      ['-0', 2, '0.00'],
      ['1.239', 2, '1.239'],
      ['1e3', 2, '1e3'],
      ['', 2, ''],
    ]
    for (const [text, scale, expected] of typed) assert.equal(decimalText(text, scale), expected)
    assert.equal(plainNumber(' ￥1，000 '), '1000')
  })
})

test.group('forms | checks', () => {
  const fault = (type: string, value: unknown, more = {}) =>
    checkValue(field('f', type, { title: '项', ...more }), value, false)

  test('a required field wants more than blanks', ({ assert }) => {
    const name = field('f', 'text', { title: '项' })
    for (const blank of [null, undefined, '', '  ', []]) {
      assert.equal(checkValue(name, blank, true), '请填写项')
      assert.isNull(checkValue(name, blank, false))
    }
    assert.equal(checkValue(field('f', 'select', { title: '项' }), null, true), '请选择项')
  })

  test('lengths count characters, also those outside the first plane', ({ assert }) => {
    assert.isNull(fault('text', '𠮷𠮷', { maxLength: 2 }))
    assert.equal(fault('text', '𠮷𠮷𠮷', { maxLength: 2 }), '项最多 2 个字符')
    assert.equal(fault('text', '𠮷', { minLength: 2 }), '项至少 2 个字符')
  })

  test('a pattern this browser cannot read is left to the server', ({ assert }) => {
    assert.equal(fault('text', 'abc', { pattern: '^[0-9]+$' }), '项格式不正确')
    assert.isNull(fault('text', 'abc', { pattern: '(' }))
  })

  test('decimals are held to scale, digits and limits without a float', ({ assert }) => {
    assert.equal(fault('decimal', '1.239'), '项最多 2 位小数')
    assert.equal(fault('money', '12345678901234.5'), '项最多 15 位数字')
    assert.equal(fault('money', '-0.01', { minimum: '0' }), '项不能小于 0')
    assert.isNull(fault('money', '9007199254740.99'))
    assert.include(fault('decimal', 'abc') ?? '', '不是小数')
  })

  test('whole numbers are typed as text and checked as numbers', ({ assert }) => {
    assert.isNull(fault('integer', '12'))
    assert.equal(fault('integer', '12', { maximum: '10' }), '项不能大于 10')
    assert.isNotNull(fault('integer', '1.5'))
  })

  test('a rating goes up to the best of its field, five where it says none', ({ assert }) => {
    assert.isNotNull(fault('rating', 6))
    assert.isNull(fault('rating', 9, { maximum: '10' }))
    assert.include(fault('rating', 11, { maximum: '10' }) ?? '', '0 至 10')
  })

  test('rows are counted', ({ assert }) => {
    assert.equal(fault('children', [{}], { minItems: 2 }), '项至少 2 行')
    assert.equal(fault('children', [{}, {}], { maxItems: 1 }), '项最多 1 行')
  })
})

test.group('forms | rows', () => {
  const stops = trip.fields.find((each) => each.key === 'stops')
  const rules: RowRules = {
    fields: stops?.childFields ?? [],
    linkage: compileLinkage(trip).rows.get('stops') ?? new Map(),
    parent: { fields: trip.fields, values: { rate: '2.00' } },
    me,
  }

  test('a new row has its defaults and formulas, and counts as empty', ({ assert }) => {
    const row = newRow(rules, 'k')
    assert.include(row, { $key: 'k', place: null, fee: '0.00' })
    assert.isTrue(isEmptyRow(rules, row))
    assert.isFalse(isEmptyRow(rules, { ...row, km: 1 }))
  })

  test('a row is computed anew only when something changes', ({ assert }) => {
    const row = computeRow(rules, { $key: 'k', km: '3' })
    assert.equal(row.fee, '6.00')
    assert.strictEqual(computeRow(rules, row), row)
  })

  test('faults of rows are named by row and field', ({ assert }) => {
    const faults = checkRows(rules, [{ place: '甲', km: 1 }, { km: 'x' }])
    assert.deepEqual([...faults.keys()], ['/1/place', '/1/km'])
  })

  test('a column is summed exactly', ({ assert }) => {
    const fee = field('fee', 'money')
    assert.equal(columnTotal(fee, [{ fee: '0.1' }, { fee: '0.2' }, { fee: 'x' }]), '0.30')
    assert.equal(columnTotal(field('time', 'duration'), [{ time: 60 }, { time: 5 }]), '65')
  })
})

test.group('fields | links and colours', () => {
  test('a link is a link with or without its title', ({ assert }) => {
    assert.deepEqual(linkOf('abc'), { id: 'abc', title: null })
    assert.isNull(linkOf({ title: 'x' }))
    assert.equal(linkTitle({ id: '0123456789', title: null }), '#456789')
  })

  test('a colour of a definition is one of ours, or neutral', ({ assert }) => {
    const given = ['green', 'yellow', '#12ab9F', 'red; background: url(x)', null]
    assert.deepEqual(given.map(tagColor), ['green', 'gold', '#12ab9F', 'default', 'default'])
  })
})

test.group('shell | addresses', () => {
  test('T062 after signing in one stays in the application', ({ assert }) => {
    const evil = ['//evil', '/\\evil', 'https://evil', 'javascript:alert(1)', '/sign-in', '', null]
    for (const next of evil) assert.equal(safeNext(next), '/')
    assert.equal(safeNext('/records/a.b?q=1'), '/records/a.b?q=1')
  })
})
