import { Decimal } from 'decimal.js'
import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  compareDecimals,
  fromScaledInteger,
  parseDecimal,
  toScaledInteger,
} from '#engine/fields/index.ts'
import { sampleField } from '../support/sample_field.ts'

const scales = fc.integer({ min: 0, max: 8 })
const units = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })

function keywordOf(given: unknown, scale: number): string | undefined {
  const parsed = parseDecimal(given, scale)
  return parsed.ok ? undefined : parsed.fault.keyword
}

function valueOf(given: unknown, scale: number): unknown {
  const parsed = parseDecimal(given, scale)
  return parsed.ok ? parsed.value : parsed.fault.keyword
}

test.group('parseDecimal', () => {
  test('gives the number its scale', ({ assert }) => {
    assert.equal(valueOf('12', 2), '12.00')
    assert.equal(valueOf('12.5', 2), '12.50')
    assert.equal(valueOf('-0.5', 2), '-0.50')
    assert.equal(valueOf('-0', 2), '0.00')
    assert.equal(valueOf('-0.00', 2), '0.00')
    assert.equal(valueOf('7', 0), '7')
    assert.equal(valueOf('0.00000001', 8), '0.00000001')
    assert.equal(valueOf('9999999999999.99', 2), '9999999999999.99')
  })

  test('too many digits after the point and in all have keywords of their own', ({ assert }) => {
    assert.equal(keywordOf('1.005', 2), 'scale')
    assert.equal(keywordOf('1.500', 2), 'scale')
    assert.equal(keywordOf('1.0', 0), 'scale')
    assert.equal(keywordOf('10000000000000', 2), 'digits')
    assert.equal(keywordOf('1000000000000000', 0), 'digits')
    assert.equal(keywordOf('10000000', 8), 'digits')
  })

  test('takes a decimal in a string and nothing else', ({ assert }) => {
    for (const number of [12, 12.5, 0, true, {}, ['1']]) assert.equal(keywordOf(number, 2), 'type')
    const odd = [
      '1e3',
      '+1',
      '01',
      '.5',
      '1.',
      ' 1',
      '1 ',
      '1,000',
      '１',
      '0x1',
      'NaN',
      'Infinity',
      '--1',
      '-',
    ]
    for (const text of odd) assert.equal(keywordOf(text, 2), 'format', text)
    assert.equal(keywordOf('9'.repeat(100_000), 2), 'format')
  })

  test('text -> scaled integer -> text gives the same, as number, text and bigint', ({
    assert,
  }) => {
    fc.assert(
      fc.property(units, scales, (unit, scale) => {
        const text = fromScaledInteger(unit, scale)
        assert.equal(valueOf(text, scale), text)
        assert.equal(toScaledInteger(String(text), scale), unit === 0 ? 0 : unit)
        assert.equal(fromScaledInteger(String(unit === 0 ? 0 : unit), scale), text)
        assert.equal(fromScaledInteger(BigInt(unit), scale), text)
        assert.isTrue(
          new Decimal(String(text)).equals(new Decimal(unit).div(Decimal.pow(10, scale)))
        )
      }),
      { numRuns: 2_000 }
    )
  })

  test('parsing is idempotent and keeps the number', ({ assert }) => {
    const written = fc.stringMatching(/^-?(0|[1-9][0-9]{0,7})(\.[0-9]{1,4})?$/)
    fc.assert(
      fc.property(written, (text) => {
        const value = valueOf(text, 4)
        assert.equal(valueOf(value, 4), value)
        assert.isTrue(new Decimal(String(value)).equals(text))
      })
    )
  })

  test('order is that of the scaled integers', ({ assert }) => {
    fc.assert(
      fc.property(units, units, scales, (a, b, scale) => {
        const order = compareDecimals(fromScaledInteger(a, scale), fromScaledInteger(b, scale))
        assert.equal(Math.sign(order), Math.sign(a - b))
      })
    )
    assert.equal(compareDecimals('1.50', '1.5'), 0)
  })
})

test.group('decimal and money', () => {
  test('a column keeps the value times ten to the scale', ({ assert }) => {
    const price = sampleField('money', { 'x-scale': 3 })
    assert.equal(price.type.toColumn('12.345', 'sqlite', price), 12345)
    assert.equal(price.type.fromColumn('12345', 'postgres', price), '12.345')
    assert.equal(price.type.fromColumn(-5, 'sqlite', price), '-0.005')
  })

  test('the scale is 2 when the definition does not say', ({ assert }) => {
    const price = sampleField('decimal')
    assert.deepEqual(price.type.parse('3', price), { ok: true, value: '3.00' })
  })

  test('people see money with its sign and thousands', ({ assert }) => {
    const price = sampleField('money')
    assert.equal(price.type.format('1234567.80', price), '￥1,234,567.80')
    assert.equal(price.type.format('-999.00', price), '-￥999.00')
    assert.equal(price.type.format('1000.00', price), '￥1,000.00')
    const rate = sampleField('decimal')
    assert.equal(rate.type.format('1234.50', rate), '1234.50')
  })
})
