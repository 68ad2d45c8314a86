import { test } from '@japa/runner'
import { compileExpression } from '#engine/expressions/index.ts'
import { dateParts, dayNumber } from '#engine/expressions/evaluate/calendar.ts'
import { chinaArrangements } from '#engine/expressions/functions/calendar/china_2024_2026.ts'
import { weekdayOf } from '#engine/expressions/functions/dates/weeks.ts'
import { contextOf, faults, problemsOf, sampleScope, show } from './support/vocabulary.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'

/** [expression, what the context has besides, value of made_at, result] */
type ContextCase = [string, Partial<EvaluationContext>, string, string | null]

const zones: ContextCase[] = [
  ['=HOUR(made_at)', {}, '2026-01-31T16:30:00.000Z', '0'],
  ['=HOUR(made_at)', { zone: 'UTC' }, '2026-01-31T16:30:00.000Z', '16'],
  ['=HOUR(made_at)', { zone: 'America/New_York' }, '2026-01-31T16:30:00.000Z', '11'],
  ['=HOUR(made_at)', { zone: 'America/New_York' }, '2026-07-31T16:30:00.000Z', '12'],
  ['=MINUTE(made_at)', { zone: 'Asia/Kolkata' }, '2026-07-31T16:30:00.000Z', '0'],
  ['=DAY(made_at)', { zone: 'America/New_York' }, '2026-02-01T04:59:59.999Z', '31'],
  ['=DATEVALUE(made_at)', { zone: 'UTC' }, '2026-01-31T23:59:59.999Z', '2026-01-31'],
  ['=HOUR(made_at)', { zone: 'Nowhere/None' }, '2026-01-31T16:30:00.000Z', '#VALUE!'],
  ['=YEAR(made_at)', { zone: 'Asia/Shanghai' }, '0001-01-01T00:00:00.000Z', '1'],
  ['=DAY(made_at)', { zone: 'America/New_York' }, '0001-01-01T00:00:00.000Z', '#VALUE!'],
  ['=DAY(made_at)', {}, '9999-12-31T23:00:00.000Z', '#VALUE!'],
  // Two o'clock does not exist that night, one o'clock exists twice on the other.
  [
    '=DATETIME(DATE(2026, 3, 8), 2, 30)',
    { zone: 'America/New_York' },
    '',
    '2026-03-08T06:30:00.000Z',
  ],
  [
    '=DATETIME(DATE(2026, 11, 1), 1, 30)',
    { zone: 'America/New_York' },
    '',
    '2026-11-01T05:30:00.000Z',
  ],
  ['=DATETIME(made_at, 9)', {}, '2026-01-31T16:30:00.000Z', '2026-02-01T01:00:00.000Z'],
]

const calendar = { holidays: ['2026-03-16', '2030-01-02'], workdays: ['2026-02-16', '2026-03-14'] }

test.group('expressions | context', () => {
  test('days and hours of a datetime are those of the zone: {0} {1} {2}')
    .with(zones)
    .run(({ assert }, [source, more, made_at, expected]) => {
      assert.deepEqual(evaluateIn(source, more, made_at), expected)
    })

  test('the calendar of the organisation has the last word before the call itself', ({
    assert,
  }) => {
    const results = [
      '=ISWORKDAY(DATE(2026, 3, 16))',
      '=ISWORKDAY(DATE(2030, 1, 2))',
      '=ISWORKDAY(DATE(2026, 2, 16))',
      '=ISWORKDAY(DATE(2026, 3, 14))',
      '=ISWORKDAY(DATE(2026, 3, 14), LIST(DATE(2026, 3, 14)))',
      '=ISWORKDAY(DATE(2026, 2, 17))',
      '=ISWORKDAY(DATE(2030, 1, 3))',
    ].map((source) => evaluateIn(source, { calendar }, ''))
    assert.deepEqual(results, [false, false, true, true, false, false, true])
  })

  test('the published arrangements are of their year, and make-up days are days of weekends', ({
    assert,
  }) => {
    assert.deepEqual(Object.keys(chinaArrangements), ['2024', '2025', '2026'])
    const off: Record<string, number> = {}
    for (const [year, { holidays, workdays }] of Object.entries(chinaArrangements)) {
      for (const date of workdays) {
        assert.isTrue(date.startsWith(year))
        assert.isAtLeast(weekdayOf(dayNumber(dateParts(date)!)), 5, date)
      }
      for (const [first, last] of holidays) {
        assert.isTrue(first.startsWith(year) && last.startsWith(year) && first <= last)
      }
      off[year] = holidays.reduce(
        (days, [first, last]) =>
          days + dayNumber(dateParts(last)!) - dayNumber(dateParts(first)!) + 1,
        0
      )
    }
    // As the notices count them: 元旦 1, 1, 3; 春节 8, 8, 9; 清明 3; 劳动 5; 端午 1, 3, 3; 中秋 3, -, 3; 国庆 7, 8, 7.
    assert.deepEqual(off, { 2024: 28, 2025: 28, 2026: 33 })
  })

  test('a list a function made is taken whole, and refused where one value is wanted', ({
    assert,
  }) => {
    const type = 'E_EXPRESSION_TYPE'
    assert.deepEqual(faults('=LIST(1, 2)+1'), [`${type}@1`])
    assert.deepEqual(faults('=-LIST(1, 2)'), [`${type}@2`])
    assert.deepEqual(faults('=ABS(LIST(1, 2))'), [`${type}@5`])
    assert.deepEqual(faults('=IF(TRUE, LIST(1), 2)'), [`${type}@10`])
    assert.deepEqual(faults('=COUNTA(TEXTSPLIT(items.kind, ","))'), [`${type}@8`])
    assert.include(problemsOf('=LIST(1)&"a"')[0]!.zh, '单个值')
  })

  test('lists that belong together row by row are of one sub-table', ({ assert }) => {
    const type = 'E_EXPRESSION_TYPE'
    assert.deepEqual(faults('=SUMIF(items.kind, "a", fees.amount)'), [`${type}@1`])
    assert.deepEqual(faults('=SUMPRODUCT(items.qty, fees.amount)'), [`${type}@1`])
    assert.deepEqual(faults('=XLOOKUP("a", items.kind, fees.amount)'), [`${type}@1`])
    assert.deepEqual(faults('=XLOOKUP("a", items.kind, items.qty)'), [])
    assert.deepEqual(faults('=XLOOKUP(1, items.kind, items.qty)'), [`${type}@1`])
  })

  test('a function with a dot is read as one; what is called behind a path is not', ({
    assert,
  }) => {
    assert.deepEqual(faults('=stdev.s(1, 2)'), [])
    assert.deepEqual(faults('=STDEV . S(1, 2)'), [])
    assert.deepEqual(faults('=amount.S(1, 2)'), ['E_EXPRESSION_SYNTAX@9'])
    assert.deepEqual(faults('=[STDEV].S(1, 2)'), ['E_EXPRESSION_SYNTAX@10'])
    const { expression } = compileExpression('=USER()&TODAY()&NOW()', sampleScope)
    assert.deepEqual(expression!.dependencies, ['$me', '$today', '$now'])
  })
})

function evaluateIn(source: string, more: Partial<EvaluationContext>, made_at: string) {
  const { expression, problems } = compileExpression(source, sampleScope)
  if (!expression) throw new Error(problems.map(({ en }) => en).join())
  return show(expression.evaluate({ ...contextOf({ made_at }), ...more }))
}
