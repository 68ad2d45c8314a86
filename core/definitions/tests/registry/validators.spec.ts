import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import ts from 'typescript'
import { compileValidators } from '../../registry/compile_validators.ts'
import { loadValidator } from '../../registry/load_validator.ts'
import { generator, validatorText } from '../../registry/validators.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

const closed = (schema: object) => ({ schema, words: 'closed' as const })

test.group('definitions | validator text', () => {
  test('all faults of a value are told at once, with pointers', ({ assert }) => {
    const text = validatorText(
      closed({
        type: 'object',
        required: ['title'],
        additionalProperties: false,
        properties: {
          title: { type: 'string' },
          isbn: { type: 'string', pattern: '^[0-9]{13}$' },
          name: { type: 'string', maxLength: 2 },
          rows: {
            type: 'array',
            items: { type: 'object', properties: { n: { type: 'integer', minimum: 1 } } },
          },
        },
      })
    )
    const validate = loadValidator(text, 'book')
    assert.deepEqual(validate({ title: 'x', isbn: '9787111111111', name: '𠮷𠮷' }), [])
    const errors = validate({ isbn: 'a', name: '一二三', rows: [{ n: 1 }, { n: 0 }], other: 1 })
    assert.sameMembers(
      errors.map((error) => `${error.instancePath} ${error.keyword}`),
      [
        ' required',
        ' additionalProperties',
        '/isbn pattern',
        '/name maxLength',
        '/rows/1/n minimum',
      ]
    )
  })

  test('strings of a schema stay inside string literals, whatever they hold', ({ assert }) => {
    const canary = 'CANARY'
    const odd = [
      `${canary}"`,
      `${canary}'`,
      `${canary}\``,
      `\${${canary}}`,
      `*/ ${canary} /*`,
      `// ${canary}\n${canary}`,
      `\u2028${canary}\u2029`,
      `\\${canary}`,
      `</script>${canary}`,
      `${canary};process.exit(9)//`,
    ]
    const schema = {
      type: 'object',
      required: odd,
      additionalProperties: false,
      properties: Object.fromEntries(
        odd.map((name) => [
          name,
          { type: 'string', pattern: name.replaceAll(/[\\*${}]/g, '.'), enum: odd },
        ])
      ),
    }
    const text = validatorText(closed(schema))
    for (const place of placesOutsideLiterals(text, canary)) assert.fail(`outside: ${place}`)
    const validate = loadValidator(text, 'odd')
    assert.lengthOf(validate({}), odd.length)
    assert.isAbove(text.split(canary).length, odd.length)
  })

  test('the text is one expression: a module for the browser is made by putting export before it', async ({
    assert,
  }) => {
    const text = validatorText(closed({ type: 'object', properties: { a: { minLength: 2 } } }))
    const address = `data:text/javascript,${encodeURIComponent(`export default ${text}`)}`
    const { default: validate } = (await import(address)) as {
      default: (value: unknown) => boolean
    }
    assert.isTrue(validate({ a: 'xy' }))
    assert.isFalse(validate({ a: '𠮷' }))
  })

  test('members of Object.prototype are no members of a value', ({ assert }) => {
    const schema = {
      type: 'object',
      required: ['toString'],
      properties: { valueOf: { type: 'string' } },
    }
    const validate = loadValidator(validatorText(closed(schema)), 'own')
    assert.deepEqual(
      validate({}).map((error) => error.params.missingProperty),
      ['toString']
    )
  })

  test('T001 a pattern that backtracks without end is matched in linear time', async ({
    assert,
  }) => {
    const schema = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }
    const validate = loadValidator(validatorText(closed(schema)), 'pattern')
    const hostile = { a: `${'a'.repeat(50_000)}!` }
    assert.lengthOf(validate(hostile), 1)
    assert.isBelow(await leastCpu(500, () => validate(hostile)), 500)
  })

  test('a word outside the closed list is refused', ({ assert }) => {
    assert.throws(
      () => validatorText(closed({ 'type': 'object', 'x-scale': 2 })),
      /unknown keyword/
    )
  })

  test('the generator names the version of AJV that is installed', ({ assert }) => {
    const manifest = new URL('../../../../node_modules/ajv/package.json', import.meta.url)
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
    assert.isTrue(generator.startsWith(`ajv ${version},`))
  })
})

test.group('definitions | compiling validators in a worker', () => {
  test('what takes too long fails by itself, the others are compiled', async ({ assert }) => {
    const field = { type: ['string', 'null'], minLength: 1, pattern: '^a', enum: ['a', 'b', 'c'] }
    const slow = {
      type: 'object',
      properties: Object.fromEntries(wordsOf(3_000).map((word) => [word, field])),
    }
    const quick = { type: 'object', properties: { a: { type: 'string' } } }
    const began = process.cpuUsage()
    const results = await compileValidators([closed(quick), closed(slow), closed(quick)], {
      deadline: 600,
    })
    const { user, system } = process.cpuUsage(began)
    assert.isBelow((user + system) / 1_000, 10_000, 'all threads together')
    assert.propertyVal(results[1], 'failure', 'too slow')
    assert.property(results[0], 'text')
    assert.property(results[2], 'text')
  })

  test('what takes too much memory fails by itself and the process lives', async ({ assert }) => {
    const big = {
      type: 'object',
      properties: Object.fromEntries(
        wordsOf(20_000).map((word) => [word, { type: 'string', pattern: word }])
      ),
    }
    const quick = { type: 'object' }
    const results = await compileValidators([closed(big), closed(quick)], {
      megabytes: 24,
      deadline: 20_000,
    })
    assert.property(results[0], 'failure')
    assert.property(results[1], 'text')
  })

  test('T003 a schema too deep to compile is answered in a line, nothing is printed', async ({
    assert,
  }) => {
    let deep: object = { type: 'string' }
    for (let i = 0; i < 50_000; i++) deep = { type: 'object', properties: { a: deep } }
    const [result] = await compileValidators([closed(deep)])
    assert.property(result, 'failure')
    assert.isBelow((result as { failure: string }).failure.length, 600)
  })

  test('T007 a reference to another place is refused without a connection', async ({ assert }) => {
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const places = [`http://127.0.0.1:${port}/x`, 'file:///etc/passwd', `//127.0.0.1:${port}/x`]
    const results = await compileValidators(
      places.map((place) => closed({ type: 'object', properties: { a: { $ref: place } } }))
    )
    await new Promise((resolve) => server.close(resolve))
    for (const result of results) assert.match((result as { failure: string }).failure, /resolve/)
    assert.equal(connections, 0)
  })
})

function wordsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `word_${index}`)
}

/** Syntax that holds the word and is no string literal: comments and identifiers included. */
function placesOutsideLiterals(text: string, word: string): string[] {
  const file = ts.createSourceFile('text.js', text, ts.ScriptTarget.ES2024, true)
  const inLiterals: [number, number][] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) inLiterals.push([node.getStart(), node.getEnd()])
    node.forEachChild(visit)
  }
  visit(file)
  const places: string[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!inLiterals.some(([from, to]) => from < at && at < to)) {
      places.push(text.slice(Math.max(0, at - 40), at + 40))
    }
  }
  return places
}
