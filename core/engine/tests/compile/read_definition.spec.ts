import { test } from '@japa/runner'
import fc from 'fast-check'
import { compileApplication, defaultNames, readDefinition } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import { oversized } from '#schemas/fixtures/oversized.ts'
import { sha256 } from '../support/compile_sample.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

function found(text: string): string[] {
  return readDefinition(text).problems.map(({ code, pointer }) => `${code} ${pointer}`)
}

test.group('readDefinition', () => {
  test('gives the document of sound text', ({ assert }) => {
    const read = readDefinition(
      '{"kind": "view", "sort": ["-a", 1, 2.5, -3e2, true, null], "n": {}}'
    )
    assert.deepEqual(read.problems, [])
    assert.deepEqual(read.document, { kind: 'view', sort: ['-a', 1, 2.5, -300, true, null], n: {} })
  })

  for (const { name, code, text } of oversized) {
    const numbers: Record<string, string> = {
      E_DEFINITION_TOO_DEEP: 'T003',
      E_DEFINITION_TOO_MANY_VALUES: 'T005',
    }
    const number = numbers[code] ?? 'T004'
    test(`${number} ${name} is refused at once, in a few words`, async ({ assert }) => {
      const source = { layer: 'site' as const, text, file: 'x.json' }
      const options = { names: defaultNames, hashOf: sha256, checkShape: () => [] }
      const { application, problems } = compileApplication([source], options)
      assert.isBelow(await leastCpu(50, () => compileApplication([source], options)), 50)
      assert.isNull(application)
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [code]
      )
      assert.isBelow(problems.map(formatProblem).join('\n').length, 1_000)
    })
  }

  test('T003 depth is told where it is, also when the names on the way are long', ({ assert }) => {
    const text = `{"${'k'.repeat(200)}":`.repeat(40) + '1' + '}'.repeat(40)
    const [problem] = readDefinition(text).problems
    assert.equal(problem?.code, 'E_DEFINITION_TOO_DEEP')
    assert.match(problem?.pointer ?? '', /^(\/k{200})+$/)
    assert.isBelow(problem?.pointer.length ?? Infinity, 400)
  })

  test('exactly the depth that is allowed passes', ({ assert }) => {
    assert.deepEqual(found(`{"a":${'['.repeat(31)}${']'.repeat(31)}}`), [])
    assert.deepEqual(found(`{"a":${'['.repeat(32)}${']'.repeat(32)}}`).length, 1)
  })

  test('T010 names of the prototype are refused at every level, and reach nothing', ({
    assert,
  }) => {
    for (const name of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
      const plain = name.replace('\\u005f', '_')
      assert.deepEqual(found(`{"${name}": {"x": 1}}`), [`E_DEFINITION_KEY /${plain}`])
      assert.deepEqual(found(`{"a": [{"b": {"${name}": 1}}]}`), [
        `E_DEFINITION_KEY /a/0/b/${plain}`,
      ])
      assert.isNull(readDefinition(`{"a": {"${name}": {"x": 1}}}`).document)
    }
    assert.isUndefined(({} as Record<string, unknown>).x)
  })

  test('a member given twice is told at its place, also when it is escaped', ({ assert }) => {
    assert.deepEqual(found('{"a":{"b":1,"b":2}}'), ['E_DEFINITION_DUPLICATE_KEY /a/b'])
    assert.deepEqual(found('{"a":1,"\\u0061":2}'), ['E_DEFINITION_DUPLICATE_KEY /a'])
    assert.deepEqual(found('{"a/b":1,"a/b":2}'), ['E_DEFINITION_DUPLICATE_KEY /a~1b'])
    assert.deepEqual(found('[{"a":1},{"a":2}]'), ['E_DEFINITION_JSON '])
    assert.deepEqual(found('{"a":{"c":1},"b":{"c":1}}'), [])
  })

  test('templates of the browser libraries are refused in names and texts', ({ assert }) => {
    assert.deepEqual(found('{"title":"{{$self}}"}'), ['E_DEFINITION_TEMPLATE /title'])
    assert.deepEqual(found('{"title":"\\u007b{x"}'), ['E_DEFINITION_TEMPLATE /title'])
    assert.deepEqual(found('{"a":["{ {", "{0000}"]}'), [])
  })

  test('numbers that would lose digits, and halves of characters, are refused', ({ assert }) => {
    assert.deepEqual(found('{"a":9007199254740993}'), ['E_DEFINITION_NUMBER /a'])
    assert.deepEqual(found('{"a":[0,-1e400]}'), ['E_DEFINITION_NUMBER /a/1'])
    assert.deepEqual(found('{"a":"\\ud800"}'), ['E_DEFINITION_JSON /a'])
  })

  test('text that is not JSON is told with line and column', ({ assert }) => {
    const [problem] = readDefinition('{\n  "a": 1,\n  "b" 2\n}').problems
    assert.equal(problem?.code, 'E_DEFINITION_JSON')
    assert.match(problem?.message ?? '', /第 3 行第 7 列/)
    for (const text of ['', 'null', '[]', '"a"', '{', '\ufeff{}']) {
      assert.deepEqual(found(text), ['E_DEFINITION_JSON '], JSON.stringify(text))
    }
  })

  test('reads what JSON.parse reads, whatever the value', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })),
        fc.nat(3),
        (given, indent) => {
          const text = JSON.stringify(given, null, indent)
          const { document, problems } = readDefinition(text)
          if (problems.length > 0) return
          assert.deepEqual(document, JSON.parse(text))
        }
      ),
      { numRuns: 2_000 }
    )
  })

  test('no text makes it throw', ({ assert }) => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '1',
      '-',
      'a',
      '\\u',
      '{{',
      '__proto__',
      ' ',
      'true',
      '\u0000'
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { document, problems } = readDefinition(parts.join(''))
        assert.isTrue(document !== null || problems.length > 0)
      }),
      { numRuns: 5_000 }
    )
  })
})
