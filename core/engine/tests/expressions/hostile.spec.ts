import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { test } from '@japa/runner'
import { budgets } from '#engine/budgets.ts'
import { compileExpression, describeFunctions } from '#engine/expressions/index.ts'
import { contextOf, evaluate, faults, sampleScope } from './support/vocabulary.ts'
import type { DescribedParameter, ExpressionScope } from '#engine/expressions/index.ts'
import type { SampleValues } from './support/vocabulary.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

const nested = (open: string, inner: string, close: string, times: number) =>
  `=${open.repeat(times)}${inner}${close.repeat(times)}`

const refused: [string, string, string][] = [
  ['100,000 parentheses', nested('(', '1', ')', 100_000), 'E_EXPRESSION_BUDGET'],
  ['1,990 parentheses', nested('(', '1', ')', 1_990), 'E_EXPRESSION_BUDGET'],
  ['100,000 open parentheses', `=${'('.repeat(100_000)}`, 'E_EXPRESSION_BUDGET'],
  ['3,900 minus signs', `=${'-'.repeat(3_900)}1`, 'E_EXPRESSION_BUDGET'],
  ['3,900 percent signs', `=1${'%'.repeat(3_900)}`, 'E_EXPRESSION_BUDGET'],
  ['a sum of 50,000 terms', `=${Array(50_000).fill('1').join('+')}`, 'E_EXPRESSION_BUDGET'],
  ['a sum of 1,900 terms', `=${Array(1_900).fill('1').join('+')}`, 'E_EXPRESSION_BUDGET'],
  ['65 calls in each other', nested('ABS(', '1', ')', 65), 'E_EXPRESSION_BUDGET'],
  ['a path of 1,000 names', `=${Array(1_000).fill('a').join('.')}`, 'E_EXPRESSION_BUDGET'],
  ['1,000 brackets', `=${'['.repeat(1_000)}`, 'E_EXPRESSION_SYNTAX'],
  ['3,000 quotes', `=${'"'.repeat(2_999)}`, 'E_EXPRESSION_SYNTAX'],
  ['a number of 3,900 digits', `=${'9'.repeat(3_900)}`, 'E_EXPRESSION_TYPE'],
]

const javascript = [
  '=constructor',
  '=constructor.constructor',
  '=amount.constructor',
  '=__proto__',
  '=items.__proto__',
  '=[__proto__].[constructor]',
  '=[constructor].name',
  '=toString',
  '=toString()',
  '=constructor("return 1")',
  '=constructor("return 1")()',
  '=amount.toString()',
  '=reader.name.constructor("x")',
  '=hasOwnProperty',
  '=prototype',
  '=this',
  '=globalThis',
  '=process.env',
  '=window.document',
  '=import("fs")',
  '=eval("1")',
  '=Function("1")',
  '=`${1}`',
  '=amount=>1',
  '=a[0]',
  '=(()=>1)()',
]

const costly: [string, string, SampleValues][] = [
  ['text doubled 40 times', growth(40), {}],
  ['200 texts of 1 MB joined', `=${Array(200).fill('title').join('&')}`, { title: megabyte() }],
  ['1 MB cut 60 times', nested('LEFT(', 'title', ',999999)', 60), { title: megabyte() }],
  ['every letter replaced by 1 MB', '=SUBSTITUTE(title,"a",title)', { title: megabyte() }],
  ['a total of totals in every row', '=SUM(items.price^items.qty^0.37)', rows(20_000)],
  ['200,000 rows', '=SUM(items.price*items.qty)', rows(200_000)],
  ['a tower of powers', `=${Array(200).fill('9.99').join('^')}`, {}],
  ['roots of 20,000 rows', '=IFERROR(SUM(items.price^0.37), 1)', rows(20_000)],
  ['quotients of 20,000 rows', '=SUM(items.price/items.qty/7/items.qty/3)', rows(20_000)],
  ['1 MB of emoji cut 60 times', nested('LEFT(', 'title', ',999999)', 60), { title: emoji() }],
  ['1 MB repeated', '=REPT(title, 10^6)', { title: megabyte() }],
  ['wildcards on 1 MB', '=SEARCH("*a*a*a*a*a*b", title)', { title: megabyte() }],
  [
    'a criterion of wildcards on 1 MB',
    '=COUNTIF(LIST(title), "*a*a*a*a*b")',
    { title: megabyte() },
  ],
  ['1 MB split', '=COUNTA(TEXTSPLIT(title, "a"))', { title: megabyte() }],
  ['40,000 rows sorted', '=SORT(items.price)', rows(40_000)],
  ['workdays of 9,000 years', '=NETWORKDAYS(DATE(1,1,1), DATE(9000,1,1))', {}],
  ['the workday after 10^300 days', '=WORKDAY(TODAY(), 10^300)', {}],
  ['a rate of return of 20,000 flows', '=IRR(items.price)', flows(20_000)],
  ['payments of 10^9 periods', '=CUMIPMT(0.01, 10^9, 1, 1, 10^9, 0)', {}],
  ['the rank of every row', '=MAX(RANK(items.price, items.price))', rows(20_000)],
  ['a lookup in every row', '=MAX(XLOOKUP(items.price, items.price, items.qty))', rows(20_000)],
]

test.group('expressions | hostile', () => {
  test('behaviour 80: {0} is refused fast')
    .with(refused)
    .run(async ({ assert }, [, source, code]) => {
      assert.isTrue(faults(source)[0]?.startsWith(`${code}@`), faults(source).join())
      assert.isBelow(await leastCpu(100, () => faults(source)), 100)
    })

  test('behaviour 80: JavaScript is out of reach: {$self}')
    .with(javascript)
    .run(({ assert }, source) => {
      // A careless scope that would type every name: what JavaScript knows is not even asked for.
      const careless: ExpressionScope = {
        typeOf: (path) => {
          const bad = path.find((part) => part in Object.prototype || part === 'prototype')
          assert.isUndefined(bad)
          return undefined
        },
      }
      assert.isAbove(compileExpression(source, careless).problems.length, 0)
      assert.isAbove(compileExpression(source, sampleScope).problems.length, 0)
    })

  test('behaviour 80, T020: {0} ends as a typed error within the budget')
    .with(costly)
    .run(async ({ assert }, [, source, values]) => {
      const { expression } = compileExpression(source, sampleScope)
      assert.property(expression!.evaluate(contextOf(values)), 'error')
      const cost = await leastCpu(100, () => expression!.evaluate(contextOf(values)))
      assert.isBelow(cost, 100)
    })

  test('T020: whatever function is computed for 20,000 rows, the steps end it within 100 ms', async ({
    assert,
  }) => {
    const slow: string[] = []
    const values = rowsOfAll(20_000)
    for (const { name, parameters } of describeFunctions()) {
      const args = parameters.filter(({ isOptional }) => !isOptional).map(columnFor)
      const { expression } = compileExpression(`=COUNTA(${name}(${args.join(',')}))`, sampleScope)
      const run = () => expression?.evaluate(contextOf(values))
      const millis = await leastCpu(100, run)
      if (millis >= 100) slow.push(`${name}: ${millis}`)
    }
    assert.deepEqual(slow, [])
  }).timeout(60_000)

  test('T020: whatever function is computed for numbers at the ends of their range, it ends', async ({
    assert,
  }) => {
    const thread = new Worker(new URL('./support/extreme_numbers.ts', import.meta.url))
    let [calls, last] = [0, '']
    thread.on('message', (call: string) => {
      calls += 1
      last = call
    })
    const ended = once(thread, 'exit').then(([code]) => code as number)
    const stuck = delay(100_000, -1, { ref: false })
    const code = await Promise.race([ended, stuck])
    await thread.terminate()
    assert.equal(code, 0, `${last} ended with ${code} (-1: it did not end)`)
    assert.isAbove(calls, 10_000)
  }).timeout(110_000)

  test('what fits the budgets exactly is accepted', ({ assert }) => {
    assert.equal(evaluate(`=${Array(250).fill('1').join('+')}`), '250')
    assert.equal(evaluate(nested('(', '1', ')', budgets.expressionDepth)), '1')
    const text = 'x'.repeat(budgets.expressionCharacters - 3)
    assert.equal(evaluate(`="${text}"`), text)
    assert.deepEqual(faults(`="${text}x"`), [`E_EXPRESSION_BUDGET@${budgets.expressionCharacters}`])
    assert.equal(evaluate('=LEN(title&title)', { title: 'x'.repeat(500_000) }), '1000000')
    assert.equal(evaluate('=title&title&"x"', { title: 'x'.repeat(500_000) }), '#VALUE!')
  })

  test('a run ended by its steps cannot be caught by the expression itself', ({ assert }) => {
    assert.equal(evaluate('=IFERROR(SUM(items.price*items.qty), 1)', rows(200_000)), '#NUM!')
    assert.equal(evaluate('=ISERROR(SUM(items.price*items.qty))', rows(200_000)), '#NUM!')
  })

  test('the code takes nothing from the machine: no clock, no chance, no import but decimal.js', ({
    assert,
  }) => {
    const folder = join(import.meta.dirname, '../../expressions')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const sources = files.filter((file) => file.endsWith('.ts'))
    assert.isAbove(sources.length, 20)
    for (const file of sources) {
      const code = readFileSync(join(folder, file), 'utf8')
      const imported = [...code.matchAll(/from '([^']+)'/g)].map((match) => match[1]!)
      for (const name of imported) assert.match(name, /^(\.\.?\/.*|#engine\/\w+|decimal\.js)/, file)
      const plain = code.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
      const machine =
        /new Date|Date\.|Math\.random|process\.|globalThis|\beval\b|new Function|import\(/
      assert.notMatch(plain, machine, file)
    }
  })
})

function growth(times: number): string {
  return nested('SUBSTITUTE(', '"aaaaaaaa"', ',"a","aaaaaaaaaaaaaaaaaaaa")', times)
}

function megabyte(): string {
  return 'a'.repeat(1_000_000)
}

function emoji(): string {
  return '😀'.repeat(500_000)
}

function flows(count: number): SampleValues {
  return { 'items.price': Array.from({ length: count }, (_, row) => (row === 0 ? '-1' : '0.01')) }
}

/** A column of 20,000 rows of a kind the parameter takes. */
function columnFor({ kinds }: DescribedParameter): string {
  if (kinds.includes('number') || kinds.includes('any')) return 'items.qty'
  if (kinds.includes('text')) return 'items.kind'
  return kinds.includes('date') ? 'items.back_on' : 'items.qty>3'
}

function rowsOfAll(count: number): SampleValues {
  const qty = Array.from({ length: count }, (_, row) => (row % 97) + 2)
  return {
    'items.qty': qty,
    'items.kind': qty.map((number) => `abc${number} def`),
    'items.back_on': qty.map((number) => `2025-0${(number % 9) + 1}-1${number % 9}`),
  }
}

function rows(count: number): SampleValues {
  const price = Array.from({ length: count }, (_, row) => `${row + 1}.37`)
  return { 'items.price': price, 'items.qty': price }
}
