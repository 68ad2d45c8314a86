import { test } from '@japa/runner'
import { evaluate } from './support/vocabulary.ts'
import type { Case } from './support/vocabulary.ts'

const logic: Case[] = [
  ['=IF(1<2, "y", "n")', 'y'],
  ['=IFS(1>2, "a", 2>1, "b")', 'b'],
  ['=IFS(1>2, "a")', null],
  ['=SWITCH(state, "open", 1, "closed", 2)', '2', { state: 'closed' }],
  ['=SWITCH(state, "open", 1, 9)', '9', { state: 'closed' }],
  ['=SWITCH(state, "open", 1)', null, { state: 'closed' }],
  ['=SWITCH(state, BLANK(), "none", "some")', 'none'],
  ['=AND(TRUE, 1<2)', true],
  ['=OR(FALSE, 1>2)', false],
  ['=NOT(FALSE)', true],
  ['=ISBLANK(BLANK())', true],
]

const math: Case[] = [
  ['=ROUND(1234.567, -2)', '1200'],
  ['=ROUND(1250, -2)', '1300'],
  ['=ROUND(1.5)', '2'],
  ['=ROUND(1.23456, 2.9)', '1.23'],
  ['=ROUND(1.5, 400)', '1.5'],
  ['=ROUNDUP(1.21, 1)', '1.3'],
  ['=ROUNDUP(-1.21, 1)', '-1.3'],
  ['=ROUNDDOWN(1.29, 1)', '1.2'],
  ['=ROUNDDOWN(-1.29, 1)', '-1.2'],
  ['=ROUNDUP(101, -2)', '200'],
  ['=ABS(-3.5)', '3.5'],
  ['=INT(1.9)', '1'],
  ['=INT(-1.1)', '-2'],
  ['=MOD(7, 3)', '1'],
  ['=MOD(-7, 3)', '2'],
  ['=MOD(7, -3)', '-2'],
  ['=MOD(1.5, 0.4)', '0.3'],
  ['=SUM(1, 2.5, -1)', '2.5'],
  ['=AVERAGE(1, 2, 4.5)', '2.5'],
  ['=MIN(3, 1, 2)', '1'],
  ['=MAX(3, 1, 2)', '3'],
  ['=COUNT(1, 2, amount)', '2'],
  ['=COUNTA("a", 1, done, due_on)', '3', { due_on: '2026-01-01' }],
]

const text: Case[] = [
  ['=CONCAT("a", 1.50, TRUE, due_on)', 'a1.5TRUE2026-01-01', { due_on: '2026-01-01' }],
  ['=LEFT("规矩方圆", 2)', '规矩'],
  ['=LEFT("abc")', 'a'],
  ['=LEFT("a😀b", 2)', 'a😀'],
  ['=LEFT("abc", 0)', null],
  ['=LEFT("abc", 99)', 'abc'],
  ['=LEFT("abc", -1)', '#VALUE!'],
  ['=RIGHT("规矩方圆", 2)', '方圆'],
  ['=RIGHT("ab😀", 2)', 'b😀'],
  ['=RIGHT("abc", 99)', 'abc'],
  ['=MID("abcdef", 2, 3)', 'bcd'],
  ['=MID("a😀bc", 2, 2)', '😀b'],
  ['=MID("abc", 9, 1)', null],
  ['=LEN("规矩")', '2'],
  ['=LEN("a😀")', '2'],
  ['=UPPER("aß")', 'ASS'],
  ['=LOWER("ABC")', 'abc'],
  ['=TRIM("  a   b  ")', 'a b'],
  ['=SUBSTITUTE("a-b-c", "-", "+")', 'a+b+c'],
  ['=SUBSTITUTE("a-b-c", "-", "+", 2)', 'a-b+c'],
  ['=SUBSTITUTE("a-b-c", "-", "+", 9)', 'a-b-c'],
  ['=SUBSTITUTE("a-b-c", "-", "")', 'abc'],
  ['=SUBSTITUTE("abc", "", "x")', 'abc'],
  ['=SUBSTITUTE("a$b", "$", "$&$&")', 'a$&$&b'],
  ['=SUBSTITUTE("abc", "b", "x", 0)', '#VALUE!'],
  ['=LEFT(reader, 2)', 'r1', { reader: 'r12' }],
]

const date: Case[] = [
  ['=DATE(2026, 2, 3)', '2026-02-03'],
  ['=DATE(2026, 14, 0)', '2027-01-31'],
  ['=DATE(2024, 2, 30)', '2024-03-01'],
  ['=DATE(2026, 0, 1)', '2025-12-01'],
  ['=YEAR(DATE(2026, 2, 3))', '2026'],
  ['=MONTH(DATE(2026, 2, 3))', '2'],
  ['=DAY(DATE(2026, 2, 3))', '3'],
  ['=EDATE(DATE(2026, 1, 31), 1)', '2026-02-28'],
  ['=EDATE(DATE(2024, 3, 31), -1)', '2024-02-29'],
  ['=EDATE(DATE(2026, 1, 1), 10^9)', '#NUM!'],
  ['=DATEDIF(DATE(2024, 2, 29), DATE(2026, 2, 28), "Y")', '1'],
  ['=DATEDIF(DATE(2026, 1, 31), DATE(2026, 3, 1), "m")', '1'],
  ['=DATEDIF(DATE(2026, 1, 31), DATE(2026, 3, 1), "D")', '29'],
  ['=DATEDIF(DATE(2024, 1, 15), DATE(2026, 3, 20), "YM")', '2'],
  ['=DATEDIF(DATE(2024, 1, 15), DATE(2026, 3, 20), "MD")', '5'],
  ['=DATEDIF(DATE(2024, 1, 15), DATE(2026, 3, 20), "YD")', '64'],
  ['=DATEDIF(DATE(2026, 1, 2), DATE(2026, 1, 1), "D")', '#NUM!'],
  ['=DATEDIF(DATE(2026, 1, 1), DATE(2026, 1, 2), "W")', '#NUM!'],
  ['=DATE(2024, 2, 28)+1', '2024-02-29'],
  ['=DATE(2026, 3, 1)-1', '2026-02-28'],
  ['=DATE(2026, 3, 1)+1.9', '2026-03-02'],
  ['=DATE(2026, 3, 1)-DATE(2024, 3, 1)', '730'],
  ['=DATE(2000, 3, 1)-DATE(2000, 2, 1)', '29'],
  ['=DATE(1900, 3, 1)-DATE(1900, 2, 1)', '28'],
  ['=DATE(1, 1, 1)', '0001-01-01'],
  ['=DATE(1, 1, 1)-1', '#NUM!'],
  ['=TODAY()', '2026-03-15'],
  ['=TODAY()=$today', true],
  ['=TODAY()+7', '2026-03-22'],
  ['=NOW()', '2026-03-15T01:02:03.000Z'],
  ['=NOW()+0.5', '2026-03-15T13:02:03.000Z'],
  ['=NOW()-NOW()', '0'],
  [
    '=made_at-seen_at',
    '1.5',
    { made_at: '2026-01-02T12:00:00.000Z', seen_at: '2026-01-01T00:00Z' },
  ],
]

test.group('expressions | functions', () => {
  test('logic: {0}')
    .with(logic)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('math: {0}')
    .with(math)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('text: {0}')
    .with(text)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })

  test('date: {0}')
    .with(date)
    .run(({ assert }, [source, expected, values]) => {
      assert.deepEqual(evaluate(source, values), expected)
    })
})
