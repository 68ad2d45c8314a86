import { test } from '@japa/runner'
import fc from 'fast-check'
import { compileExpression, expressionSql } from '#engine/expressions/index.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { sqlExpressions } from './support/sql_expressions.ts'
import {
  closureValue,
  randomLoans,
  sqlOf,
  sqlScope,
  sqlValues,
  storeLoans,
} from './support/sql_table.ts'
import type { CompiledExpression, ExpressionSql } from '#engine/expressions/index.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

const forms: [string, string, number | null][] = [
  ['=price+fee', '(COALESCE(l."price", 0) + COALESCE(l."fee", 0))', 2],
  ['=price+weight', '((COALESCE(l."price", 0) * 10) + COALESCE(l."weight", 0))', 3],
  ['=price>0.05', '(l."price" > CAST(5 AS bigint))', null],
  ['=price>5', '(l."price" > CAST(500 AS bigint))', null],
  ['=price=5', '(l."price" IS NOT NULL AND l."price" = CAST(500 AS bigint))', null],
  ['=price=fee', '(l."price" IS NOT DISTINCT FROM l."fee")', null],
  ['=price<>fee', '(l."price" IS DISTINCT FROM l."fee")', null],
  ['=price%', 'COALESCE(l."price", 0)', 4],
  ['=state="open"', '(l."state" IS NOT NULL AND l."state" = ?)', null],
  ['=ISBLANK(due_on)', '(l."due_on" IS NULL)', null],
  ['=due_on=BLANK()', '(l."due_on" IS NULL)', null],
  ['=due_on<$today', '(l."due_on" < ?)', null],
  ['=AND(done, NOT(late))', '(l."done" AND (NOT l."late"))', null],
  [
    '=SUM(items.cost)',
    '((SELECT COALESCE(SUM(i."cost"), 0) FROM sql_items AS i WHERE i."loan" = l."id"))',
    2,
  ],
  [
    '=MIN(price, fee)',
    '(SELECT MIN(one) FROM (SELECT l."price" AS one UNION ALL SELECT l."fee" AS one) AS extremes)',
    2,
  ],
  ['=COUNT(items)', '((SELECT COUNT(TRUE) FROM sql_items AS i WHERE i."loan" = l."id"))', 0],
]
const without = [
  '=price*2',
  '=price/2',
  '=ROUND(price, 1)',
  '=IF(done, 1, 2)',
  '=title&"x"',
  '=due_on+0.5',
  '=due_on+weight',
  '=made_at+1',
  '=made_at-seen_at',
  '=items.cost',
  '=SUM(items.cost*items.qty)',
  '=SUM(items.cost+SUM(items.cost))',
  '=AND(items.qty>1)',
  '=price+1000000000000000000',
  '=weight+0.00000001',
  '=BLANK()',
  '=DATE(pages, 1, 1)',
  '=DATE(0, 1, 1)',
  '=IFERROR(price, 1)',
  '=AVERAGE(price, fee)',
]

test.group('expressions | sql', (group) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  const loans = randomLoans(60)
  group.setup(async () => {
    database = await freshDatabase()
    await storeLoans(database.database, loans)
    return () => database.drop()
  })

  test('the form of {0}')
    .with(forms)
    .run(({ assert }, [source, sql, scale]) => {
      const made = sqlOf(compiled(source), 'sqlite')
      assert.equal(made?.sql, sql)
      assert.equal(made?.scale, scale)
    })

  test('{$self} has no form in SQL')
    .with(without)
    .run(({ assert }, source) => {
      assert.isNull(sqlOf(compiled(source), 'sqlite'))
      assert.isNull(sqlOf(compiled(source), 'postgres'))
    })

  test('texts of authors are bound, never written', ({ assert }) => {
    for (const dialect of ['sqlite', 'postgres'] as const) {
      const made = sqlOf(compiled(`=title="x' OR 1=1 --"`), dialect)
      assert.deepEqual(made!.bindings, ["x' OR 1=1 --"])
      assert.notInclude(made!.sql, 'OR 1=1')
    }
  })

  test('a statement that would grow beyond measure is not made', async ({ assert }) => {
    let source = 'due_on + 1 < $today'
    for (let i = 0; i < 40; i++) source = `AND(${source}, due_on + ${i} < start_on)`
    const make = () => sqlOf(compiled(`=${source}`), 'sqlite')
    const made = make()
    assert.isTrue(made === null || made.sql.length <= 50_000)
    assert.isBelow(await leastCpu(200, make), 200)
  })

  test('what the target leaves out has no form', ({ assert }) => {
    const target = { dialect: 'sqlite' as const, column: () => null }
    for (const source of ['=price+1', '=due_on<$today', '=made_at<NOW()', '=COUNT(items)']) {
      assert.isNull(expressionSql(compiled(source), target))
    }
  })

  test('behaviour 76: SQL gives what the closure gives, for 800 random expressions on 60 rows', async ({
    assert,
  }) => {
    const { database: db } = database
    let [made, all] = [0, 0]
    const property = fc.asyncProperty(
      fc.array(sqlExpressions, { minLength: 20, maxLength: 20 }),
      async (sources) => {
        const batch: { source: string; expression: CompiledExpression; sql: ExpressionSql }[] = []
        for (const source of sources) {
          all += 1
          const { expression } = compileExpression(`=${source}`, sqlScope)
          const sql = expression && sqlOf(expression, db.dialect.name)
          if (expression && sql) batch.push({ source, expression, sql })
        }
        made += batch.length
        if (batch.length === 0) return
        const types = batch.map(({ sql, expression }) => ({ sql, type: expression.type }))
        const values = await sqlValues(db, types)
        for (const [row, loan] of loans.entries()) {
          for (const [column, { source, expression }] of batch.entries()) {
            const wanted = closureValue(expression, loan)
            const given = values[row]![column]!
            const told = `=${source} of ${JSON.stringify(loan)}`
            assert.deepEqual(given, wanted, told)
          }
        }
      }
    )
    await fc.assert(property, { numRuns: 40 })
    assert.isAbove(made / all, 0.8)
  }).timeout(120_000)
})

function compiled(source: string): CompiledExpression {
  const { expression, problems } = compileExpression(source, sqlScope)
  if (!expression) throw new Error(`${source}: ${problems.map(({ en }) => en).join('; ')}`)
  return expression
}
