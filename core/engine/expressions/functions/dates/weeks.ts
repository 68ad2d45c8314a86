import { dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { numberError, valueError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

const day = given('day', '日期')

/** 星期: days of the week and numbers of weeks. */
export const weekFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'WEEKDAY',
    title: '星期几',
    about: '星期几的数字：类型 1（默认）周日为 1，类型 2 周一为 1，类型 3 周一为 0',
    parameters: [day, optional('number', '类型')],
    result: 'number',
    body: ([date, type]) => weekdayNumber(date, typeNumber(type)),
  }),
  declareFunction({
    name: 'WEEKNUM',
    title: '第几周',
    about: '当年第几周：类型 1（默认）周日起，类型 2 周一起，类型 21 为国际标准周',
    parameters: [day, optional('number', '类型')],
    result: 'number',
    body: ([date, type]) => weekNumber(date, typeNumber(type)),
  }),
  declareFunction({
    name: 'ISOWEEKNUM',
    title: '国际标准周',
    about: '国际标准（ISO 8601）的第几周，周一起',
    parameters: [day],
    result: 'number',
    body: ([date]) => weekNumber(date, 21),
  }),
]

/** Monday 0 to Sunday 6; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function typeNumber(type: Decimal | undefined): number {
  return type === undefined ? 1 : type.trunc().toNumber()
}

/** The day Excel's types 1, 2 and 11-17 begin a week with, Monday 0; null for other types. */
function firstWeekday(type: number): number | null {
  if (type === 1) return 6
  if (type === 2) return 0
  return type >= 11 && type <= 17 ? type - 11 : null
}

function weekdayNumber(date: string, type: number): Decimal | ErrorValue {
  const parts = dateParts(date)
  if (!parts) return valueError
  const weekday = weekdayOf(dayNumber(parts))
  if (type === 3) return new Num(weekday)
  const first = firstWeekday(type)
  return first === null ? numberError : new Num(((weekday - first + 7) % 7) + 1)
}

function weekNumber(date: string, type: number): Decimal | ErrorValue {
  const parts = dateParts(date)
  if (!parts) return valueError
  const day = dayNumber(parts)
  if (type === 21) return new Num(isoWeek(day, parts.year))
  const first = firstWeekday(type)
  if (first === null) return numberError
  const newYear = dayNumber({ year: parts.year, month: 1, day: 1 })
  const before = (weekdayOf(newYear) - first + 7) % 7
  return new Num(Math.floor((day - newYear + before) / 7) + 1)
}

/** The week of the Thursday next to the day tells the year it belongs to. */
function isoWeek(day: number, year: number): number {
  const thursday = day - weekdayOf(day) + 3
  let newYear = dayNumber({ year, month: 1, day: 1 })
  if (thursday < newYear) newYear = dayNumber({ year: year - 1, month: 1, day: 1 })
  else if (thursday >= dayNumber({ year: year + 1, month: 1, day: 1 })) return 1
  return Math.floor((thursday - newYear) / 7) + 1
}
