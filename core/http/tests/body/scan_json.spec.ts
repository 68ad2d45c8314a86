import { test } from '@japa/runner'
import fc from 'fast-check'
import { scanJson } from '../../body/scan_json.ts'

const kinds = (text: string, depth = 32) => scanJson(text, depth).map((finding) => finding.kind)

test.group('http | scan_json', () => {
  test('says nothing about a text that JSON.parse reads as well', ({ assert }) => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const found = scanJson(text, 32).filter(
          (one) => one.kind === 'malformed' || one.kind === 'too_deep'
        )
        assert.deepEqual(found, [])
      })
    )
  })

  test('finds every text malformed that JSON.parse refuses', ({ assert }) => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '{', ']', '\\', '01', 'tru', '\u0000')
      )
      .map(
        ([text, at, part]) =>
          text.slice(0, at % (text.length + 1)) + part + text.slice((at % (text.length + 1)) + 1)
      )
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        const isFound = scanJson(text, 1_000).some((one) => one.kind === 'malformed')
        assert.equal(isFound, !isJson, text)
      }),
      { numRuns: 2_000 }
    )
  })

  test('T010 names the keys that could reach a prototype, at every level and however written', ({
    assert,
  }) => {
    const text = '{"a":[{"__proto__":{}}],"constructor":{"prototype":1},"\\u005f_proto__":1}'
    assert.deepEqual(scanJson(text, 32), [
      { kind: 'forbidden_key', key: '__proto__', pointer: '/a/0/__proto__' },
      { kind: 'forbidden_key', key: 'constructor', pointer: '/constructor' },
      { kind: 'forbidden_key', key: 'prototype', pointer: '/constructor/prototype' },
      { kind: 'forbidden_key', key: '__proto__', pointer: '/__proto__' },
    ])
  })

  test('finds a key that comes twice in one object, not in two', ({ assert }) => {
    assert.deepEqual(kinds('{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}'), [])
    assert.deepEqual(scanJson('{"a":1,"\\u0061":2}', 32), [
      { kind: 'duplicate_key', key: 'a', pointer: '/a' },
    ])
  })

  test('stops at the depth that is allowed, however deep the text goes on', ({ assert }) => {
    assert.deepEqual(kinds('['.repeat(32) + ']'.repeat(32)), [])
    assert.deepEqual(kinds('['.repeat(33) + ']'.repeat(33)), ['too_deep'])
    assert.deepEqual(kinds('{"a":'.repeat(200_000)), ['too_deep'])
  })

  test('finds integers that lose digits', ({ assert }) => {
    assert.deepEqual(kinds('[9007199254740991,-9007199254740991,0.1,1e3]'), [])
    assert.deepEqual(scanJson('{"n":9007199254740993}', 32), [
      { kind: 'unsafe_number', text: '9007199254740993', pointer: '/n' },
    ])
  })

  test('T015 finds numbers that no double holds, however they are written', ({ assert }) => {
    assert.deepEqual(kinds('[1e308, -1e308, 1e-400, 0.1, 1e5]'), [])
    assert.deepEqual(scanJson('{"n":[1e400,-1.5e999]}', 32), [
      { kind: 'unsafe_number', text: '1e400', pointer: '/n/0' },
      { kind: 'unsafe_number', text: '-1.5e999', pointer: '/n/1' },
    ])
  })

  test('two megabytes of nothing take a moment, not a minute', ({ assert }) => {
    const text = `[${'"\\\\",'.repeat(300_000)}1]`
    const start = performance.now()
    assert.deepEqual(kinds(text), [])
    assert.isBelow(performance.now() - start, 1_500)
  })
})
