import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { Decimal } from 'decimal.js'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { build } from 'vite'
import * as server from '#engine/expressions/index.ts'
import { typedSources, typedValues } from './support/random_expressions.ts'
import { contextOf, sampleScope } from './support/vocabulary.ts'
import type { ExpressionResult } from '#engine/expressions/index.ts'

type Expressions = typeof server

test.group('expressions | bundle', () => {
  test('behaviour 75: the browser bundle gives what the server gives, on 10,000 random expressions', async ({
    assert,
  }) => {
    const browser = await bundled()
    assert.notStrictEqual(browser.compileExpression, server.compileExpression)
    let [compared, values] = [0, 0]
    const property = fc.property(
      typedSources,
      typedValues,
      fc.constantFrom(...zones),
      (text, read, zone) => {
        const [ours, theirs] = [server, browser].map((one) =>
          one.compileExpression(`=${text}`, sampleScope)
        )
        assert.deepEqual(plain(theirs!.problems), ours!.problems)
        if (!ours!.expression) return fc.pre(false)
        const context = { ...contextOf(read), zone }
        const mine = written(ours!.expression.evaluate(context))
        assert.strictEqual(written(theirs!.expression!.evaluate(context)), mine)
        compared += 1
        if (!mine.includes('error')) values += 1
      }
    )
    fc.assert(property, { numRuns: 10_000, maxSkipsPerRun: 10 })
    assert.isAtLeast(compared, 10_000)
    assert.isAbove(values, 2_000)
  }).timeout(300_000)
})

const zones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'Nowhere/None']

/**
 * The expressions as Vite builds them for the browser, minified, in a realm of their own that has
 * ECMAScript and nothing else: no Node, no module of this process is shared, decimal.js neither.
 */
async function bundled(): Promise<Expressions> {
  const entry = fileURLToPath(new URL('../../expressions/index.ts', import.meta.url))
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry, formats: ['iife'], name: 'expressions' },
    },
  })
  const [output] = Array.isArray(made) ? made : [made]
  const chunk = 'output' in output! ? output.output[0] : undefined
  const realm = createContext({})
  runInContext(`${chunk!.code}\nglobalThis.expressions = expressions`, realm)
  return (realm as { expressions: Expressions }).expressions
}

/** A result as text that tells every kind and digit. */
function written(result: ExpressionResult): string {
  if (result === null || typeof result === 'boolean') return String(result)
  if (typeof result === 'string') return JSON.stringify(result)
  if (Decimal.isDecimal(result)) return (result as Decimal).toString()
  if (Array.isArray(result)) return `[${result.map(written).join(', ')}]`
  return `error ${(result as { error: string }).error}`
}

/** Objects of the other realm have other prototypes. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
