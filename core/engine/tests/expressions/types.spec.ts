import { test } from '@japa/runner'
import { assignable, typeText } from '#engine/expressions/index.ts'
import { faults, problemsOf, typeOf } from './support/vocabulary.ts'
import type { ValueType } from '#engine/expressions/index.ts'

const types: [string, string][] = [
  ['=amount+1', '数字'],
  ['=amount&1', '文本'],
  ['=amount>1', '逻辑值'],
  ['=due_on', '日期'],
  ['=due_on+1', '日期'],
  ['=1+due_on', '日期'],
  ['=due_on-1', '日期'],
  ['=due_on-start_on', '数字'],
  ['=made_at-seen_at', '数字'],
  ['=made_at+0.5', '日期时间'],
  ['=due_on-vars.free', '任意'],
  ['=vars.free+1', '数字'],
  ['=TODAY()', '日期'],
  ['=NOW()', '日期时间'],
  ['=reader', '记录（library.reader）'],
  ['=items.price', '列表（数字）'],
  ['=items.price*2', '列表（数字）'],
  ['=ROUND(items.price, 0)', '列表（数字）'],
  ['=items.kind="a"', '列表（逻辑值）'],
  ['=SUM(items.price*items.qty)', '数字'],
  ['=MAX(due_on, start_on)', '日期'],
  ['=MAX(items.back_on)', '日期'],
  ['=IF(done, 1)', '数字'],
  ['=IF(done, BLANK(), due_on)', '日期'],
  ['=IF(done, reader, title)', '文本'],
  ['=IF(done, reader, owner_id)', '文本'],
  ['=IFS(done, 1, TRUE, vars.free)', '任意'],
  ['=SWITCH(state, "open", 1, "closed", 2, 3)', '数字'],
  ['=IFERROR(1/amount, BLANK())', '数字'],
  ['=BLANK()', '空'],
  ['=""', '空'],
]

const type = 'E_EXPRESSION_TYPE'
const refused: [string, string[], string][] = [
  ['=title+1', [`${type}@6`], '“+”不能用于文本与数字'],
  ['=-title', [`${type}@1`], '“-”须用于数字，这里是文本'],
  ['=done%', [`${type}@5`], '“%”须用于数字，这里是逻辑值'],
  ['=due_on*2', [`${type}@7`], '“*”不能用于日期与数字'],
  ['=due_on+start_on', [`${type}@7`], '“+”不能用于日期与日期'],
  ['=1-due_on', [`${type}@2`], '“-”不能用于数字与日期'],
  ['=made_at-due_on', [`${type}@8`], '“-”不能用于日期时间与日期'],
  ['=title=1', [`${type}@6`], '“=”不能用于文本与数字'],
  ['=title<amount', [`${type}@6`], '“<”不能用于文本与数字'],
  ['=due_on>="2026-01-01"', [`${type}@7`], '“>=”不能用于日期与文本'],
  ['=due_on=made_at', [`${type}@7`], '“=”不能用于日期与日期时间'],
  ['=done<TRUE', [`${type}@5`], '“<”不能用于逻辑值与逻辑值'],
  ['=1<2<3', [`${type}@4`], '“<”不能用于逻辑值与数字'],
  ['=state="opne"', [`${type}@7`], '没有代码“opne”，可用的有：open、closed'],
  ['="x"<>state', [`${type}@1`], '没有代码“x”'],
  ['=IF(amount, 1, 2)', [`${type}@4`], '第 1 个参数（条件）须为逻辑值，这里是数字'],
  ['=IF(done, 1, "a")', [`${type}@1`], '参数类型不一致：逻辑值、数字、文本'],
  ['=SWITCH(amount, "a", 1)', [`${type}@1`], '参数类型不一致'],
  [
    '=ROUND(title, 2)',
    [`${type}@7`],
    '函数 ROUND（四舍五入）的第 1 个参数（数值）须为数字，这里是文本',
  ],
  ['=SUM(items.kind)', [`${type}@5`], '须为数字，这里是文本'],
  ['=COUNT(title)', [`${type}@7`], '须为数字或日期或日期时间或记录，这里是文本'],
  ['=MIN(due_on, 1)', [`${type}@1`], '参数类型不一致：日期、数字'],
  ['=YEAR(title)', [`${type}@6`], '须为日期或日期时间，这里是文本'],
  ['=LEN(amount)', [`${type}@5`], '须为文本，这里是数字'],
  ['=ROUND()', [`${type}@1`], '不能有 0 个参数，写法为 ROUND(数值, [位数])'],
  ['=ROUND(1,2,3)', [`${type}@1`], '不能有 3 个参数'],
  ['=TODAY(1)', [`${type}@1`], '写法为 TODAY()'],
  ['=IFS(done)', [`${type}@1`], '写法为 IFS(条件, 值, …)'],
  ['=SWITCH(state)', [`${type}@1`], 'SWITCH(值, 可能的值, 结果, …, [其他情况的结果])'],
  ['=items.price*fees.amount', [`${type}@12`], '“items”与“fees”的行不能逐行对应'],
  ['=IF(items.qty>0, fees.amount)', [`${type}@1`], '行不能逐行对应'],
  ['=nobody', ['E_EXPRESSION_NAME@1'], '没有名为“nobody”的字段或变量'],
  ['=Amount', ['E_EXPRESSION_NAME@1'], '没有名为“Amount”'],
  ['=NOSUCH(1)', ['E_EXPRESSION_NAME@1'], '没有名为“NOSUCH”的函数'],
]

test.group('expressions | types', () => {
  test('{0} is of type {1}')
    .with(types)
    .run(({ assert }, [source, expected]) => {
      assert.equal(typeText(typeOf(source)), expected)
    })

  test('types that do not go together are refused: {0}')
    .with(refused)
    .run(({ assert }, [source, expected, told]) => {
      assert.deepEqual(faults(source), expected)
      assert.include(problemsOf(source)[0]!.zh, told)
    })

  test('all faults of an expression are told, and none follows from another', ({ assert }) => {
    assert.deepEqual(faults('=nobody + SUM(title) + NOSUCH(-done)'), [
      'E_EXPRESSION_NAME@1',
      'E_EXPRESSION_TYPE@14',
      'E_EXPRESSION_NAME@23',
      'E_EXPRESSION_TYPE@30',
    ])
  })

  test('a value fits where its type is wanted; a record is also the text of its id', ({
    assert,
  }) => {
    const text: ValueType = { kind: 'text' }
    const number: ValueType = { kind: 'number' }
    const book: ValueType = { kind: 'record', entity: 'library.book' }
    const books: ValueType = { kind: 'list', of: book }
    const yes: [ValueType, ValueType][] = [
      [text, text],
      [book, text],
      [book, book],
      [{ kind: 'blank' }, number],
      [{ kind: 'any' }, number],
      [number, { kind: 'any' }],
      [books, books],
      [books, { kind: 'list', of: text }],
    ]
    const no: [ValueType, ValueType][] = [
      [number, text],
      [text, number],
      [text, book],
      [book, { kind: 'record', entity: 'library.reader' }],
      [{ kind: 'date' }, { kind: 'datetime' }],
      [text, books],
      [books, text],
      [books, { kind: 'list', of: number }],
    ]
    for (const [from, to] of yes) assert.isTrue(assignable(from, to), typeText(from))
    for (const [from, to] of no) assert.isFalse(assignable(from, to), typeText(from))
    assert.equal(typeText(books, 'en'), 'list of record library.book')
  })
})
