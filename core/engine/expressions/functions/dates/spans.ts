import { addMonths, dateParts, dayNumber, isLeap } from '../../evaluate/calendar.ts'
import { lastDay, monthsBetween } from '../../evaluate/calendar.ts'
import { costs } from '../../evaluate/costs.ts'
import { numberError, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { DateParts } from '../../evaluate/calendar.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

const fromAndTo = [given('day', '开始日期'), given('day', '结束日期')] as const

/** 期间: how far two dates are apart. */
export const spanFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'DATEDIF',
    title: '日期差',
    about: '相差的整年 "Y"、整月 "M"、天数 "D"，或去掉整年整月后的 "YM"、"MD"、"YD"',
    parameters: [...fromAndTo, given('text', '单位')],
    result: 'number',
    body: ([from, to, unit]) => difference(from, to, unit.toUpperCase()),
  }),
  declareFunction({
    name: 'DAYS',
    title: '相差天数',
    about: '从开始日期到结束日期的天数',
    parameters: [given('day', '结束日期'), given('day', '开始日期')],
    result: 'number',
    body: ([to, from]) => {
      const [a, b] = [dateParts(from), dateParts(to)]
      return a && b ? new Num(dayNumber(b) - dayNumber(a)) : valueError
    },
  }),
  declareFunction({
    name: 'DAYS360',
    title: '按三六零天',
    about: '按每月 30 天、每年 360 天计算的天数，第三个参数为真时用欧洲规则',
    parameters: [...fromAndTo, optional('boolean', '欧洲规则')],
    result: 'number',
    body: ([from, to, isEuropean]) => {
      const [a, b] = [dateParts(from), dateParts(to)]
      if (!a || !b) return valueError
      return new Num(isEuropean === true ? europeanDays(a, b) : americanDays(a, b))
    },
  }),
  declareFunction({
    name: 'YEARFRAC',
    title: '年数',
    about: '相差的年数：基准 0（默认）30/360，1 实际/实际，2 实际/360，3 实际/365，4 欧洲 30/360',
    parameters: [...fromAndTo, optional('number', '基准')],
    result: 'number',
    body: ([from, to, basis], evaluation) => {
      const [a, b] = [dateParts(from), dateParts(to)]
      if (!a || !b) return valueError
      spend(evaluation, costs.division)
      const isForward = dayNumber(a) <= dayNumber(b)
      return yearsBetween(isForward ? a : b, isForward ? b : a, basis?.trunc().toNumber() ?? 0)
    },
  }),
]

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

function days360(a: DateParts, b: DateParts): number {
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + b.day - a.day
}

function europeanDays(a: DateParts, b: DateParts): number {
  return days360({ ...a, day: Math.min(a.day, 30) }, { ...b, day: Math.min(b.day, 30) })
}

/** A start on the last day of its month counts as the 30th; an end on the 31st too, behind a late start. */
function americanDays(a: DateParts, b: DateParts): number {
  const startDay = isLastDay(a) ? 30 : a.day
  const endDay = b.day === 31 && startDay >= 30 ? 30 : b.day
  return days360({ ...a, day: startDay }, { ...b, day: endDay })
}

/** As DAYS360, but the end of February also counts as the 30th behind an end of February. */
function americanBondDays(a: DateParts, b: DateParts): number {
  const bothFebruary = isLastOfFebruary(a) && isLastOfFebruary(b)
  const startDay = isLastOfFebruary(a) || a.day === 31 ? 30 : a.day
  const endDay = bothFebruary || (b.day === 31 && startDay >= 30) ? 30 : b.day
  return days360({ ...a, day: startDay }, { ...b, day: endDay })
}

function yearsBetween(a: DateParts, b: DateParts, basis: number): Decimal | ErrorValue {
  const days = new Num(dayNumber(b) - dayNumber(a))
  switch (basis) {
    case 0:
      return new Num(americanBondDays(a, b)).div(360)
    case 1:
      return days.div(averageYear(a, b))
    case 2:
      return days.div(360)
    case 3:
      return days.div(365)
    case 4:
      return new Num(europeanDays(a, b)).div(360)
    default:
      return numberError
  }
}

/** Days of a year: within one year 366 when 29 February lies between, else the average of the years touched. */
function averageYear(a: DateParts, b: DateParts): Decimal {
  if (!isWithinYear(a, b)) {
    const years = b.year - a.year + 1
    const first = dayNumber({ year: a.year, month: 1, day: 1 })
    return new Num(dayNumber({ year: b.year + 1, month: 1, day: 1 }) - first).div(years)
  }
  if (a.year === b.year) return new Num(isLeap(a.year) ? 366 : 365)
  return new Num(hasLeapDay(a, b) ? 366 : 365)
}

function isWithinYear(a: DateParts, b: DateParts): boolean {
  if (a.year === b.year) return true
  const isNotAfter = a.month > b.month || (a.month === b.month && a.day >= b.day)
  return a.year + 1 === b.year && isNotAfter
}

function hasLeapDay(a: DateParts, b: DateParts): boolean {
  return [a.year, b.year].some((year) => {
    if (!isLeap(year)) return false
    const leapDay = dayNumber({ year, month: 2, day: 29 })
    return dayNumber(a) <= leapDay && leapDay <= dayNumber(b)
  })
}

function isLastDay({ year, month, day }: DateParts): boolean {
  return day === lastDay(year, month)
}

function isLastOfFebruary(parts: DateParts): boolean {
  return parts.month === 2 && isLastDay(parts)
}
