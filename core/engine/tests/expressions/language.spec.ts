import { test } from '@japa/runner'
import fc from 'fast-check'
import { expressionNames } from '#engine/expressions/index.ts'
import { parse } from '#engine/expressions/syntax/parse.ts'
import { binaryOperators } from '#engine/expressions/syntax/tree.ts'
import { evaluate, faults, problemsOf } from './support/vocabulary.ts'
import { printTree } from './support/print_tree.ts'
import type { Tree } from '#engine/expressions/syntax/tree.ts'
import type { Case } from './support/vocabulary.ts'

const bindings: Case[] = [
  ['=1+2*3', '7'],
  ['=(1+2)*3', '9'],
  ['=10-4-3', '3'],
  ['=16/4/2', '2'],
  ['=2^3^2', '64'],
  ['=-2^2', '4'],
  ['=2^-1', '0.5'],
  ['=--5', '5'],
  ['=50%', '0.5'],
  ['=50%%', '0.005'],
  ['=200*10%', '20'],
  ['=2^200%', '4'],
  ['=1&2+3', '15'],
  ['="a"&"b"="ab"', true],
  ['=1+1=2', true],
  ['=  1\n+\t1  ', '2'],
  ['=1.50', '1.5'],
  ['=""""', '"'],
  ['="说 ""好"""', '说 "好"'],
  ['=true', true],
  ['=False', false],
  ['=sum(1, 2)', '3'],
  ['=Sum(1,2)', '3'],
  ['=求和(1,2)', '3'],
  ['=如果(TRUE, "是", "否")', '是'],
  ['=[名 称]', '泵', { '名 称': '泵' }],
  ['=数量*2', '6', { 数量: 3 }],
  ['=[amount]+1', '3.5', { amount: '2.50' }],
  ['=reader.name', '王五', { 'reader.name': '王五' }],
  ['=old.amount < amount', true, { 'old.amount': '1.00', 'amount': '2.00' }],
  ['=$me', 'u1'],
  ['=$today', '2026-03-15'],
  ['=$now', '2026-03-15T01:02:03.000Z'],
]

const faulty: [string, string, string][] = [
  ['1+1', 'E_EXPRESSION_SYNTAX@0', '“=”开头'],
  ['=', 'E_EXPRESSION_SYNTAX@1', '缺少一个值'],
  ['==1', 'E_EXPRESSION_SYNTAX@1', '不应出现“=”'],
  ['=1+', 'E_EXPRESSION_SYNTAX@3', '缺少一个值'],
  ['=(1', 'E_EXPRESSION_SYNTAX@3', '缺少“)”'],
  ['=1)', 'E_EXPRESSION_SYNTAX@2', '不应出现“)”'],
  ['=SUM(1,,2)', 'E_EXPRESSION_SYNTAX@7', '不应出现“,”'],
  ['=SUM(1 2)', 'E_EXPRESSION_SYNTAX@7', '不应出现“2”'],
  ['="abc', 'E_EXPRESSION_SYNTAX@1', '引号'],
  ['=[名 称', 'E_EXPRESSION_SYNTAX@1', '方括号'],
  ['=[a.b]', 'E_EXPRESSION_SYNTAX@1', '方括号'],
  ['=[]', 'E_EXPRESSION_SYNTAX@1', '方括号'],
  ['=2x', 'E_EXPRESSION_SYNTAX@2', '缺少运算符'],
  ['=1e5', 'E_EXPRESSION_SYNTAX@2', '缺少运算符'],
  ['=.5', 'E_EXPRESSION_SYNTAX@1', '不应出现“.”'],
  ['=amount.', 'E_EXPRESSION_SYNTAX@8', '字段名'],
  ['=amount.$me', 'E_EXPRESSION_SYNTAX@8', '字段名'],
  ['=amount.toString()', 'E_EXPRESSION_SYNTAX@16', '不是函数'],
  ['=1，2', 'E_EXPRESSION_SYNTAX@2', '半角“,”'],
  ['=“a”', 'E_EXPRESSION_SYNTAX@1', '半角“"”'],
  ['={{amount}}', 'E_EXPRESSION_SYNTAX@1', '不认识的字符“{”'],
  ['=amount;1', 'E_EXPRESSION_SYNTAX@7', '不认识的字符“;”'],
  ['=+1', 'E_EXPRESSION_SYNTAX@1', '不应出现“+”'],
  ['=😀', 'E_EXPRESSION_SYNTAX@1', '不认识的字符“😀”'],
]

test.group('expressions | language', () => {
  test('operators bind and names are read: {0}')
    .with(bindings)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('a fault of syntax is told with its place: {0}')
    .with(faulty)
    .run(({ assert }, [source, fault, told]) => {
      assert.deepEqual(faults(source), [fault])
      assert.include(problemsOf(source)[0]!.zh, told)
    })

  test('the place is told to people, counted from 1, in both languages', ({ assert }) => {
    const [problem] = problemsOf('=amount+amuont')
    assert.equal(problem!.zh, '没有名为“amuont”的字段或变量（第 9 个字符）')
    assert.equal(problem!.en, 'There is no field or variable named "amuont" (character 9)')
  })

  test('names are collected without a scope, each once; a faulty text names nothing', ({
    assert,
  }) => {
    const names = expressionNames(
      '=IF(a.b > 0, SUM(items.qty * items.price), -[名 称]%) & a.b & $me'
    )
    assert.deepEqual(names, ['a.b', 'items.qty', 'items.price', '名 称', '$me'])
    assert.deepEqual(expressionNames('=a+'), [])
    assert.deepEqual(expressionNames('=TODAY()'), [])
  })

  test('what a tree prints reads back as the same tree', ({ assert }) => {
    const property = fc.property(trees.tree, (tree) => {
      const read = parse(`=${printTree(tree)}`)
      assert.isTrue('tree' in read, printTree(tree))
      if ('tree' in read) assert.deepEqual(withoutPlaces(read.tree), tree)
    })
    fc.assert(property, { numRuns: 1000 })
  })
})

const at = 0
const trees = fc.letrec<{ leaf: Tree; tree: Tree }>((tie) => ({
  leaf: fc.oneof(
    fc.nat(9999).map((n): Tree => ({ kind: 'number', digits: String(n / 100), at })),
    fc.string({ maxLength: 8 }).map((text): Tree => ({ kind: 'text', text, at })),
    fc.boolean().map((value): Tree => ({ kind: 'boolean', value, at })),
    fc
      .array(fc.constantFrom('amount', '名 称', '数量', 'a_b', '+'), { minLength: 1, maxLength: 3 })
      .map((path): Tree => ({ kind: 'name', path, at }))
  ),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom<'negate' | 'percent'>('negate', 'percent'), tie('tree'))
      .map(([kind, operand]): Tree => ({ kind, operand, at })),
    fc
      .tuple(fc.constantFrom(...binaryOperators), tie('tree'), tie('tree'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right, at })),
    fc
      .tuple(fc.constantFrom('SUM', 'foo', '求和'), fc.array(tie('tree'), { maxLength: 3 }))
      .map(([name, args]): Tree => ({ kind: 'call', name, args, at }))
  ),
}))

function withoutPlaces(tree: Tree): Tree {
  switch (tree.kind) {
    case 'negate':
    case 'percent':
      return { ...tree, operand: withoutPlaces(tree.operand), at }
    case 'binary':
      return { ...tree, left: withoutPlaces(tree.left), right: withoutPlaces(tree.right), at }
    case 'call':
      return { ...tree, args: tree.args.map(withoutPlaces), at }
    default:
      return { ...tree, at }
  }
}
