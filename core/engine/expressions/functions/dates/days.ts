import { addMonths, dateOfDay, dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { instantMillis, instantOfMillis, lastDay, writeDate } from '../../evaluate/calendar.ts'
import { numberError, valueError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import { dateAt } from '../../evaluate/zone.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { readDate } from './read_date.ts'
import type { Decimal } from 'decimal.js'
import type { DateParts } from '../../evaluate/calendar.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

const day = given('day', '日期')

/**
 * 日期: making and moving dates. A datetime stands for its day in the context's zone; today and now
 * come from the context, never from the machine.
 */
export const dayFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'DATE',
    title: '日期',
    about: '由年、月、日得到日期，超出范围的月和日顺延',
    parameters: [given('number', '年'), given('number', '月'), given('number', '日')],
    result: 'date',
    body: ([year, month, date]) => makeDate(whole(year), whole(month), whole(date)),
  }),
  declareFunction({
    name: 'DATEVALUE',
    title: '转日期',
    about: '把文本读成日期，或取日期时间当天的日期',
    parameters: [{ ...given('any', '文本'), kinds: ['text', 'date', 'datetime'] }],
    result: 'date',
    body: ([value], evaluation) => {
      if (value === null) return null
      if (typeof value !== 'string') return valueError
      const date = readDate(value)
      if (date !== null) return date
      return (instantMillis(value) === null ? null : dateAt(value, evaluation)) ?? valueError
    },
  }),
  declareFunction({
    name: 'YEAR',
    title: '年',
    about: '日期的年份',
    parameters: [day],
    result: 'number',
    body: ([date]) => partOf(date, ({ year }) => year),
  }),
  declareFunction({
    name: 'QUARTER',
    title: '季度',
    about: '日期所在的季度，1 至 4',
    parameters: [day],
    result: 'number',
    body: ([date]) => partOf(date, ({ month }) => Math.ceil(month / 3)),
  }),
  declareFunction({
    name: 'MONTH',
    title: '月',
    about: '日期的月份，1 至 12',
    parameters: [day],
    result: 'number',
    body: ([date]) => partOf(date, ({ month }) => month),
  }),
  declareFunction({
    name: 'DAY',
    title: '日',
    about: '日期是当月的第几天',
    parameters: [day],
    result: 'number',
    body: ([date]) => partOf(date, (parts) => parts.day),
  }),
  declareFunction({
    name: 'DAYSINMONTH',
    title: '当月天数',
    about: '日期所在月份的天数',
    parameters: [day],
    result: 'number',
    body: ([date]) => partOf(date, ({ year, month }) => lastDay(year, month)),
  }),
  declareFunction({
    name: 'EDATE',
    title: '月后日期',
    about: '若干月之后的同一天，没有这一天时为月末',
    parameters: [day, given('number', '月数')],
    result: 'date',
    body: ([date, months]) => {
      const parts = dateParts(date)
      const later = parts && addMonths(parts, whole(months))
      return later ? writeDate(later) : numberError
    },
  }),
  declareFunction({
    name: 'EOMONTH',
    title: '月末日期',
    about: '若干月之后那个月的最后一天',
    parameters: [day, given('number', '月数')],
    result: 'date',
    body: ([date, months]) => {
      const parts = dateParts(date)
      const later = parts && addMonths({ ...parts, day: 1 }, whole(months))
      if (!later) return numberError
      return writeDate({ ...later, day: lastDay(later.year, later.month) })
    },
  }),
  declareFunction({
    name: 'STARTOF',
    title: '期初日期',
    about: '日期所在年 "Y"、季 "Q"、月 "M" 或周 "W"（周一起）的第一天',
    parameters: [day, given('text', '单位')],
    result: 'date',
    body: ([date, unit]) => periodOf(date, unit)?.first ?? numberError,
  }),
  declareFunction({
    name: 'ENDOF',
    title: '期末日期',
    about: '日期所在年 "Y"、季 "Q"、月 "M" 或周 "W"（周日止）的最后一天',
    parameters: [day, given('text', '单位')],
    result: 'date',
    body: ([date, unit]) => periodOf(date, unit)?.last ?? numberError,
  }),
  declareFunction({
    name: 'TODAY',
    title: '今天',
    about: '今天的日期',
    parameters: [],
    result: 'date',
    reads: '$today',
    body: (_, { context }) => (dateParts(context.today) ? context.today : valueError),
  }),
  declareFunction({
    name: 'NOW',
    title: '现在',
    about: '现在的日期时间',
    parameters: [],
    result: 'datetime',
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
function makeDate(year: number, month: number, date: number): string | ErrorValue {
  const first = addMonths({ year, month: 1, day: 1 }, month - 1)
  return (first && dateOfDay(dayNumber(first) + date - 1)) ?? numberError
}

function partOf(date: string, part: (parts: DateParts) => number): Decimal | ErrorValue {
  const parts = dateParts(date)
  return parts ? new Num(part(parts)) : valueError
}

/** First and last day of the period a date lies in, or null for an unknown unit. */
function periodOf(date: string, unit: string): { first: string; last: string } | null {
  const parts = dateParts(date)
  if (!parts) return null
  if (unit.toUpperCase() === 'W') return weekOf(dayNumber(parts))
  const months = new Map([
    ['Y', 12],
    ['Q', 3],
    ['M', 1],
  ]).get(unit.toUpperCase())
  if (months === undefined) return null
  const month = Math.floor((parts.month - 1) / months) * months + 1
  const lastMonth = month + months - 1
  return {
    first: writeDate({ year: parts.year, month, day: 1 }),
    last: writeDate({ year: parts.year, month: lastMonth, day: lastDay(parts.year, lastMonth) }),
  }
}

function weekOf(day: number): { first: string; last: string } | null {
  // 1970-01-05 was a Monday.
  const monday = Math.floor((day - 4) / 7) * 7 + 4
  const [first, last] = [dateOfDay(monday), dateOfDay(monday + 6)]
  return first !== null && last !== null ? { first, last } : null
}
