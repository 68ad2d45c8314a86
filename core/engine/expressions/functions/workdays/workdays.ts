import { Decimal } from 'decimal.js'
import { dateOfDay, dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { isErrorValue, numberError, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { saturdayAndSunday, workingDays } from '../calendar/working_days.ts'
import { declareFunction } from '../declare_function.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'
import type { Weekend, WorkingDays } from '../calendar/working_days.ts'

const start = given('day', '开始日期')
const end = given('day', '结束日期')
const holidays = optional('dayCells', '假日列表')
const weekend = optional('any', '周末')

/**
 * 工作日: days worked by the arrangement of public holidays with its make-up days (调休); see
 * `workingDays` for what has the last word. Each day walked over costs a step.
 */
export const workdayFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'ISWORKDAY',
    title: '是工作日',
    about: '日期是否为工作日，计入法定节假日与调休',
    parameters: [given('day', '日期'), holidays],
    result: 'boolean',
    body: ([date, off], evaluation) => {
      const parts = dateParts(date)
      if (!parts) return valueError
      return ofContext(evaluation, { holidays: off }).isWorked(dayNumber(parts))
    },
  }),
  declareFunction({
    name: 'WORKDAY',
    title: '工作日后',
    about: '若干个工作日之后（负数为之前）的日期，计入法定节假日与调休',
    parameters: [start, given('number', '天数'), holidays],
    result: 'date',
    body: ([date, days, off], evaluation) =>
      workdayAfter({ date, days, on: ofContext(evaluation, { holidays: off }) }, evaluation),
  }),
  declareFunction({
    name: 'WORKDAY.INTL',
    title: '自定周末工作日后',
    about: '若干个工作日之后的日期，周末用 1 至 7、11 至 17 或 "0000011" 指定',
    parameters: [start, given('number', '天数'), weekend, holidays],
    result: 'date',
    body: ([date, days, week, off], evaluation) => {
      const rest = weekendOf(week)
      if (isNoWeekend(rest)) return rest
      if (rest.every(Boolean)) return valueError
      const on = ofContext(evaluation, { holidays: off, weekend: rest })
      return workdayAfter({ date, days, on }, evaluation)
    },
  }),
  declareFunction({
    name: 'NETWORKDAYS',
    title: '工作日天数',
    about: '两个日期之间的工作日天数，两端都计，计入法定节假日与调休',
    parameters: [start, end, holidays],
    result: 'number',
    body: ([from, to, off], evaluation) =>
      workdaysBetween({ from, to, on: ofContext(evaluation, { holidays: off }) }, evaluation),
  }),
  declareFunction({
    name: 'NETWORKDAYS.INTL',
    title: '自定周末工作日天数',
    about: '两个日期之间的工作日天数，周末用 1 至 7、11 至 17 或 "0000011" 指定',
    parameters: [start, end, weekend, holidays],
    result: 'number',
    body: ([from, to, week, off], evaluation) => {
      const rest = weekendOf(week)
      if (isNoWeekend(rest)) return rest
      const on = ofContext(evaluation, { holidays: off, weekend: rest })
      return workdaysBetween({ from, to, on }, evaluation)
    },
  }),
]

function ofContext(
  { context }: Evaluation,
  options: { holidays: readonly (string | null)[] | undefined; weekend?: Weekend }
): WorkingDays {
  return workingDays({ calendar: context.calendar, ...options })
}

function workdayAfter(
  { date, days, on }: { date: string; days: Decimal; on: WorkingDays },
  evaluation: Evaluation
): string | ErrorValue {
  const parts = dateParts(date)
  if (!parts) return valueError
  const direction = days.isNegative() ? -1 : 1
  let [day, left] = [dayNumber(parts), days.trunc().abs().toNumber()]
  while (left > 0) {
    spend(evaluation, 1)
    day += direction
    if (on.isWorked(day)) left -= 1
  }
  return dateOfDay(day) ?? numberError
}

/** Both ends count; negative when the end is before the start. */
function workdaysBetween(
  { from, to, on }: { from: string; to: string; on: WorkingDays },
  evaluation: Evaluation
): Decimal | ErrorValue {
  const [a, b] = [dateParts(from), dateParts(to)]
  if (!a || !b) return valueError
  const [first, last] = [dayNumber(a), dayNumber(b)]
  const [low, high] = [Math.min(first, last), Math.max(first, last)]
  spend(evaluation, high - low + 1)
  let count = 0
  for (let day = low; day <= high; day++) if (on.isWorked(day)) count += 1
  return new Num(first <= last ? count : -count)
}

/** Excel's numbers and texts of weekends; #NUM! or #VALUE! for others. */
function weekendOf(written: ExpressionResult | undefined): Weekend | ErrorValue {
  if (written === undefined || written === null) return saturdayAndSunday
  if (typeof written === 'string') {
    return /^[01]{7}$/.test(written) ? [...written].map((sign) => sign === '1') : valueError
  }
  if (!(written instanceof Decimal)) return valueError
  const number = written.trunc().toNumber()
  // 1 is Saturday with Sunday, 2 Sunday with Monday … ; 11 is Sunday alone, 12 Monday …
  if (number >= 1 && number <= 7) return weekdaysOff((number + 4) % 7, (number + 5) % 7)
  if (number >= 11 && number <= 17) return weekdaysOff((number - 5) % 7)
  return numberError
}

function weekdaysOff(...off: readonly number[]): Weekend {
  return saturdayAndSunday.map((_, weekday) => off.includes(weekday))
}

function isNoWeekend(weekend: Weekend | ErrorValue): weekend is ErrorValue {
  return isErrorValue(weekend as ExpressionResult)
}
