import { test } from '@japa/runner'
import fc from 'fast-check'
import { checkCode, checkRange, compareText } from '#engine/fields/index.ts'
import { sampleField } from '../support/sample_field.ts'
import type { CompiledField } from '#engine/compile/index.ts'

/** The value, or the keyword of the fault. */
function taken(field: CompiledField, given: unknown): unknown {
  const parsed = field.type.parse(given, field)
  return parsed.ok ? parsed.value : `! ${parsed.fault.keyword}`
}

test.group('text', () => {
  test('stays as it was given', ({ assert }) => {
    const text = sampleField('text')
    for (const given of [' a ', 'a\nb\tc\r', '𠮷野家', 'e\u0301', '<b>', '=1+1']) {
      assert.equal(taken(text, given), given)
    }
  })

  test('what cannot be kept as text is refused', ({ assert }) => {
    const text = sampleField('longtext')
    for (const given of [
      'a\u0000',
      '\u0007',
      '\u001b[31m',
      '\u007f',
      '\u0085',
      '\ud800',
      'a\udc00b',
    ]) {
      assert.equal(taken(text, given), '! text')
    }
    for (const given of [1, true, {}, ['a']]) assert.equal(taken(text, given), '! type')
  })

  test('order is by code point, as UTF-8 bytes have it', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
        assert.equal(Math.sign(compareText(a, b)), bytes)
      }),
      { numRuns: 5_000 }
    )
    assert.isBelow(compareText('\uffee', '\u{1f600}'), 0)
  })
})

test.group('integer and boolean', () => {
  test('an integer is a whole number that JSON keeps exactly', ({ assert }) => {
    const count = sampleField('integer')
    assert.equal(taken(count, 9007199254740991), 9007199254740991)
    assert.isTrue(Object.is(taken(count, -0), 0))
    assert.equal(taken(count, 9007199254740992), '! range')
    for (const given of [1.5, Number.NaN, '1', true, [1]])
      assert.equal(taken(count, given), '! type')
    assert.equal(count.type.fromColumn('9007199254740991', 'postgres', count), 9007199254740991)
  })

  test('SQLite keeps a boolean as 0 and 1', ({ assert }) => {
    const flag = sampleField('boolean')
    assert.deepEqual(
      [true, false].map((value) => flag.type.toColumn(value, 'sqlite', flag)),
      [1, 0]
    )
    assert.deepEqual(
      [1, 0].map((stored) => flag.type.fromColumn(stored, 'sqlite', flag)),
      [true, false]
    )
    assert.equal(flag.type.toColumn(true, 'postgres', flag), true)
    for (const given of [1, 0, 'true', {}]) assert.equal(taken(flag, given), '! type')
    assert.equal(flag.type.format(true, flag), '是')
  })
})

test.group('codes and links', () => {
  test('a code has the form of codes', ({ assert }) => {
    for (const type of ['select', 'state']) {
      const field = sampleField(type)
      assert.equal(taken(field, 'red'), 'red')
      for (const given of ['Red', 'a b', '红', 'x'.repeat(41), '__proto__']) {
        assert.equal(taken(field, given), '! code')
      }
      assert.equal(taken(field, { id: 'red' }), '! type')
    }
  })

  test('checkCode takes codes of the set, and any where there is none', ({ assert }) => {
    assert.isNull(checkCode('red', new Set(['red'])))
    assert.isNull(checkCode(null, new Set()))
    assert.isNull(checkCode('blue', null))
    assert.equal(checkCode('blue', new Set(['red']))?.keyword, 'code')
  })

  test('a link is the id of a record, in lower case', ({ assert }) => {
    const id = '0192e4a0-7b1c-7def-8abc-0123456789ab'
    for (const type of ['relation', 'user', 'department']) {
      const link = sampleField(type)
      assert.equal(taken(link, id.toUpperCase()), id)
      for (const given of ['1', `${id}0`, `{${id}}`, id.replaceAll('-', '')]) {
        assert.equal(taken(link, given), '! id')
      }
      assert.equal(taken(link, { id }), '! type')
      assert.equal(link.type.valueType(link).kind, 'record')
    }
  })

  test('rows of a sub-table are a list of objects', ({ assert }) => {
    const parts = sampleField('children')
    assert.deepEqual(taken(parts, [{ size: 1 }]), [{ size: 1 }])
    assert.equal(taken(parts, { size: 1 }), '! type')
    assert.equal(taken(parts, [{ size: 1 }, 'x']), '! type')
    assert.equal(parts.type.format([{ size: 1 }], parts), '1 行')
  })
})

test.group('checkRange', () => {
  test('compares decimals as numbers, not as text', ({ assert }) => {
    const price = sampleField('money', { 'x-minimum': '0', 'x-maximum': '100' })
    assert.isNull(checkRange('9.00', price))
    assert.isNull(checkRange('100.00', price))
    assert.isNull(checkRange(null, price))
    assert.deepInclude(checkRange('-0.01', price), { keyword: 'minimum', params: { limit: '0' } })
    assert.deepInclude(checkRange('100.01', price), { keyword: 'maximum' })
  })
})
