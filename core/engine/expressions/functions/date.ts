import { addMonths, dateOfDay, dateParts, dayNumber, monthsBetween } from '../evaluate/calendar.ts'
import { instantMillis, instantOfMillis, writeDate } from '../evaluate/calendar.ts'
import { numberError, valueError } from '../evaluate/error_value.ts'
import { Num } from '../evaluate/number.ts'
import { given, scalarFunction } from './scalar_function.ts'
import type { Decimal } from 'decimal.js'
import type { DateParts } from '../evaluate/calendar.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { FunctionEntry } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

const toDate: ValueType = { kind: 'date' }
const toNumber: ValueType = { kind: 'number' }

/** Functions of dates: 日期, 年, 日期差 … Today and now come from the context, never from the machine. */
export const dateFunctions: readonly FunctionEntry[] = [
  scalarFunction({
    name: 'DATE',
    title: '日期',
    parameters: [given('number', '年'), given('number', '月'), given('number', '日')],
    result: toDate,
    body: ([year, month, day]) => makeDate(whole(year), whole(month), whole(day)),
  }),
  scalarFunction({
    name: 'YEAR',
    title: '年',
    parameters: [given('date', '日期')],
    result: toNumber,
    body: ([date]) => partOf(date, 'year'),
  }),
  scalarFunction({
    name: 'MONTH',
    title: '月',
    parameters: [given('date', '日期')],
    result: toNumber,
    body: ([date]) => partOf(date, 'month'),
  }),
  scalarFunction({
    name: 'DAY',
    title: '日',
    parameters: [given('date', '日期')],
    result: toNumber,
    body: ([date]) => partOf(date, 'day'),
  }),
  scalarFunction({
    name: 'DATEDIF',
    title: '日期差',
    parameters: [given('date', '开始日期'), given('date', '结束日期'), given('text', '单位')],
    result: toNumber,
    body: ([from, to, unit]) => difference(from, to, unit.toUpperCase()),
  }),
  scalarFunction({
    name: 'EDATE',
    title: '月后日期',
    parameters: [given('date', '日期'), given('number', '月数')],
    result: toDate,
    body: ([date, months]) => {
      const parts = dateParts(date)
      const later = parts && addMonths(parts, whole(months))
      return later ? writeDate(later) : numberError
    },
  }),
  scalarFunction({
    name: 'TODAY',
    title: '今天',
    parameters: [],
    result: toDate,
    reads: '$today',
    body: (_, { context }) => (dateParts(context.today) ? context.today : valueError),
  }),
  scalarFunction({
    name: 'NOW',
    title: '现在',
    parameters: [],
    result: { kind: 'datetime' },
    reads: '$now',
    body: (_, { context }) => {
      const millis = instantMillis(context.now)
      return millis === null ? valueError : instantOfMillis(millis)
    },
  }),
]

function whole(number: Decimal): number {
  return number.trunc().toNumber()
}

/** Months and days beyond their range roll over, as in Excel: DATE(2026, 14, 0) is 2027-01-31. */
function makeDate(year: number, month: number, day: number): string | ErrorValue {
  const first = addMonths({ year, month: 1, day: 1 }, month - 1)
  return (first && dateOfDay(dayNumber(first) + day - 1)) ?? numberError
}

function partOf(date: string, part: keyof DateParts): Decimal | ErrorValue {
  const parts = dateParts(date)
  return parts ? new Num(parts[part]) : valueError
}

/** Whole years, months or days from the first date to the second; YM, MD, YD leave out the greater parts. */
function difference(from: string, to: string, unit: string): Decimal | ErrorValue {
  const [a, b] = [dateParts(from), dateParts(to)]
  if (!a || !b) return valueError
  if (dayNumber(b) < dayNumber(a)) return numberError
  const months = monthsBetween(a, b)
  const years = Math.floor(months / 12)
  const daysAfter = (whole: number) => dayNumber(b) - dayNumber(addMonths(a, whole) ?? a)
  switch (unit) {
    case 'Y':
      return new Num(years)
    case 'M':
      return new Num(months)
    case 'D':
      return new Num(daysAfter(0))
    case 'YM':
      return new Num(months - years * 12)
    case 'MD':
      return new Num(daysAfter(months))
    case 'YD':
      return new Num(daysAfter(years * 12))
    default:
      return numberError
  }
}
