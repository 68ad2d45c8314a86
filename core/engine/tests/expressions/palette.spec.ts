import { test } from '@japa/runner'
import { describeFunctions } from '#engine/expressions/index.ts'
import { allFunctions, findFunction } from '#engine/expressions/functions/registry.ts'
import { dottedFunctions } from '#engine/expressions/syntax/dotted_functions.ts'
import { parse } from '#engine/expressions/syntax/parse.ts'
import { capitalCases } from './cases/capitals.ts'
import { dateCases } from './cases/dates.ts'
import { financeCases } from './cases/finance.ts'
import { logicCases } from './cases/logic.ts'
import { lookupCases } from './cases/lookup.ts'
import { mathCases } from './cases/math.ts'
import { statisticsCases } from './cases/statistics.ts'
import { textCases } from './cases/texts.ts'
import { evaluate } from './support/vocabulary.ts'
import type { Tree } from '#engine/expressions/syntax/tree.ts'
import type { Case } from './support/vocabulary.ts'

const families: [string, Case[]][] = [
  ['逻辑', logicCases],
  ['数学', mathCases],
  ['统计', statisticsCases],
  ['文本', textCases],
  ['人民币大写', capitalCases],
  ['日期与工作日', dateCases],
  ['查找', lookupCases],
  ['财务', financeCases],
]

for (const [family, cases] of families) {
  test.group(`expressions | ${family}`, () => {
    test('{0}')
      .with(cases)
      .run(({ assert }, [source, expected, values]) => {
        assert.deepEqual(evaluate(source, values), expected)
      })
  })
}

test.group('expressions | palette', () => {
  test('there are at least 150 functions, each found by all its names and by no other', ({
    assert,
  }) => {
    assert.isAtLeast(allFunctions.length, 150)
    for (const entry of allFunctions) {
      assert.match(entry.name, /^[A-Z][A-Z0-9]*(\.[A-Z]+)?$/)
      assert.match(entry.title, /^\p{Script=Han}+$/u)
      for (const name of [entry.name.toLowerCase(), entry.title, ...(entry.aliases ?? [])]) {
        assert.strictEqual(findFunction(name), entry)
      }
    }
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '']) {
      assert.isUndefined(findFunction(name))
    }
  })

  test('every function has a description in one line of Chinese', ({ assert }) => {
    const described = describeFunctions()
    assert.lengthOf(described, allFunctions.length)
    for (const { name, about, family, usage, parameters, result } of described) {
      assert.match(about, /^[^\n]*\p{Script=Han}[^\n]*[^。\n]$/u, name)
      assert.isAtMost([...about].length, 60, name)
      assert.isTrue(family !== '' && usage.startsWith(`${name}(`), name)
      assert.isString(result)
      for (const { title, kinds } of parameters) {
        assert.match(title, /^\p{Script=Han}+$/u, name)
        assert.isAbove(kinds.length, 0, name)
      }
    }
    const round = described.find(({ name }) => name === 'ROUND')
    assert.equal(round!.usage, 'ROUND(数值, [位数])')
    assert.equal(round!.result, 'number')
  })

  test('every function stands in a table of cases', ({ assert }) => {
    const called = new Set<string>()
    for (const [source] of families.flatMap(([, cases]) => cases)) {
      const read = parse(source)
      if ('tree' in read) collectCalls(read.tree, called)
    }
    const missing = allFunctions.filter((entry) => !called.has(entry.name)).map(({ name }) => name)
    assert.deepEqual(missing, [])
  })

  test('a name with a dot is a function only where there is one', ({ assert }) => {
    const dotted = allFunctions
      .flatMap(({ name, aliases = [] }) => [name, ...aliases])
      .filter((name) => name.includes('.'))
    assert.deepEqual(dotted.sort(), [...dottedFunctions].sort())
  })
})

function collectCalls(tree: Tree, into: Set<string>): void {
  if (tree.kind === 'call') {
    into.add(findFunction(tree.name)?.name ?? '')
    for (const arg of tree.args) collectCalls(arg, into)
  } else if (tree.kind === 'binary') {
    collectCalls(tree.left, into)
    collectCalls(tree.right, into)
  } else if (tree.kind === 'negate' || tree.kind === 'percent') {
    collectCalls(tree.operand, into)
  }
}
