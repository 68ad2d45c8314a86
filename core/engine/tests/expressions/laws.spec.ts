import { Decimal } from 'decimal.js'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { compileExpression } from '#engine/expressions/index.ts'
import { dateOfDay, dateParts, dayNumber } from '#engine/expressions/evaluate/calendar.ts'
import { allFunctions } from '#engine/expressions/functions/registry.ts'
import { binaryOperators } from '#engine/expressions/syntax/tree.ts'
import { typedSources, typedValues } from './support/random_expressions.ts'
import { contextOf, evaluate, sampleNames, sampleScope, show } from './support/vocabulary.ts'
import type { Value } from '#engine/values.ts'
import type { ExpressionResult } from '#engine/expressions/index.ts'
import type { SampleValues } from './support/vocabulary.ts'

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(8))
  .map(([units, scale]) => new Decimal(units.toString()).div(new Decimal(10).pow(scale)).toFixed())

const operators = fc.constantFrom(...binaryOperators)
const names = fc.constantFrom(...sampleNames.map((name) => (name === '名 称' ? '[名 称]' : name)))
const functions = fc.constantFrom(...allFunctions.map((entry) => entry.name))
const literals = fc.oneof(
  decimal.map((digits) => digits.replace('-', '')),
  fc.constantFrom('TRUE', 'FALSE', '"a"', '"2026-01-31"', '"D"', '""', '0', '1', '2', '3')
)

/** Expressions of the language; many are of mixed types and are refused, which is an answer too. */
const { source } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { depthSize: 'medium', maxDepth: 6 },
    literals,
    names,
    fc.tuple(tie('source'), operators, tie('source')).map(([a, op, b]) => `(${a}${op}${b})`),
    fc.tuple(functions, fc.array(tie('source'), { maxLength: 4 })).map(callText),
    tie('source').map((inner) => `-${inner}`),
    tie('source').map((inner) => `${inner}%`)
  ),
}))

const row = fc.constant<Value>({ id: 'i1' } as unknown as Value)
const anyValue: fc.Arbitrary<Value | readonly Value[]> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  decimal,
  fc.string(),
  fc.constantFrom('2026-01-31', '2026-01-01T00:00:00.000Z', 'open', ''),
  fc.array(fc.oneof<fc.Arbitrary<Value>[]>(decimal, fc.constant(null), fc.string(), row), {
    maxLength: 5,
  })
)
const anyValues: fc.Arbitrary<SampleValues> = fc.record(
  Object.fromEntries(sampleNames.map((name) => [name, anyValue]))
)

test.group('expressions | laws', () => {
  test('10,000 random expressions on random values give a value or a typed error', ({ assert }) => {
    let evaluated = 0
    const sources = fc.oneof(source, typedSources)
    const allValues = fc.oneof(anyValues, typedValues)
    const property = fc.property(sources, allValues, (text, values) => {
      const { expression, problems } = compileExpression(`=${text}`, sampleScope)
      assert.equal(expression === null, problems.length > 0)
      if (!expression) return
      evaluated += 1
      const result = expression.evaluate(contextOf(values))
      assert.isTrue(isResult(result), show(result)?.toString())
      assert.deepEqual(show(expression.evaluate(contextOf(values))), show(result))
    })
    fc.assert(property, { numRuns: 10_000 })
    assert.isAbove(evaluated, 1_000)
  }).timeout(120_000)

  test('any text at all is compiled or refused with a place inside it, and never throws', ({
    assert,
  }) => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom(...'()[]",.+-*/^&=<>%$ '.split('')), names, literals, functions),
      { maxLength: 30 }
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      pieces.map((parts) => `=${parts.join('')}`)
    )
    const property = fc.property(texts, (text) => {
      const { expression, problems } = compileExpression(text, sampleScope)
      assert.equal(expression === null, problems.length > 0)
      for (const problem of problems) {
        assert.isTrue(problem.position >= 0 && problem.position <= text.length)
        assert.isTrue(problem.zh !== '' && problem.en !== '')
      }
    })
    fc.assert(property, { numRuns: 5_000 })
  })

  test('SUM is exact and does not depend on the order', ({ assert }) => {
    const property = fc.property(fc.array(decimal, { minLength: 1, maxLength: 50 }), (list) => {
      const total = list.reduce((sum, one) => sum.plus(one), new Exact(0)).toFixed()
      assert.equal(evaluate('=SUM(items.price)', { 'items.price': list }), total)
      const reversed = [...list].reverse()
      assert.equal(evaluate('=SUM(items.price)', { 'items.price': reversed }), total)
    })
    fc.assert(property)
  })

  test('ROUND is idempotent, symmetric and at most half a unit off', ({ assert }) => {
    const property = fc.property(decimal, fc.nat(6), (amount, digits) => {
      const rounded = evaluate(`=ROUND(amount, ${digits})`, { amount }) as string
      const again = evaluate(`=ROUND(amount, ${digits})`, { amount: rounded })
      assert.equal(again, rounded)
      const mirrored = evaluate(`=-ROUND(-amount, ${digits})`, { amount })
      assert.equal(mirrored, rounded)
      const off = new Exact(rounded).minus(amount).abs()
      assert.isTrue(off.lessThanOrEqualTo(new Exact(10).pow(-digits).div(2)))
    })
    fc.assert(property)
  })

  test('what is divided and multiplied back, with INT and MOD, is what it was', ({ assert }) => {
    const property = fc.property(decimal, decimal, (amount, rate) => {
      fc.pre(!new Exact(rate).isZero() && new Exact(amount).div(rate).abs().lessThan(1e15))
      const back = evaluate('=INT(amount/rate)*rate + MOD(amount, rate)', { amount, rate })
      assert.equal(back, new Exact(amount).toFixed())
    })
    fc.assert(property)
  })

  test('a date moved by days is so many days away, through 10,000 years', ({ assert }) => {
    const days = fc.integer({ min: -719_162, max: 2_932_896 })
    const property = fc.property(days, days, (from, to) => {
      const [due_on, start_on] = [dateOfDay(from)!, dateOfDay(to)!]
      assert.equal(dayNumber(dateParts(due_on)!), from)
      assert.equal(evaluate('=due_on-start_on', { due_on, start_on }), String(from - to))
      const moved = evaluate('=start_on+(due_on-start_on)', { due_on, start_on })
      assert.equal(moved, due_on)
      assert.equal(evaluate('=due_on<start_on', { due_on, start_on }), from < to)
    })
    fc.assert(property)
  })

  test('the calendar agrees with that of the machine on every day of 400 years', ({ assert }) => {
    const first = dayNumber({ year: 1800, month: 1, day: 1 })
    const wrong: string[] = []
    for (let day = first; day < first + 146_097; day++) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      if (dateOfDay(day) !== date) wrong.push(date)
    }
    assert.deepEqual(wrong, [])
  })
})

/** An independent, wider arithmetic to compare with. */
const Exact = Decimal.clone({ defaults: true, precision: 80 })

function callText([name, args]: [string, string[]]): string {
  return `${name}(${args.join(',')})`
}

function isResult(result: ExpressionResult): boolean {
  if (result === null || typeof result === 'boolean') return true
  if (typeof result === 'string') return result !== ''
  if (Decimal.isDecimal(result)) return (result as Decimal).isFinite()
  if (Array.isArray(result)) return result.every(isResult)
  return 'error' in result && /^#((DIV\/0|VALUE|REF|NUM)!|N\/A)$/.test(result.error)
}
