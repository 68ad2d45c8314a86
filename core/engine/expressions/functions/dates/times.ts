import { dateParts, dayNumber } from '../../evaluate/calendar.ts'
import { costs } from '../../evaluate/costs.ts'
import { numberError, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { instantAtWall, timeOfDay, wallClockAt } from '../../evaluate/zone.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { readTime } from './read_date.ts'
import type { Decimal } from 'decimal.js'
import type { FunctionEntry, FunctionNames } from '../function_entry.ts'

const dayMillis = 86_400_000
const clock = [given('number', '时'), given('number', '分'), given('number', '秒')] as const

/** 时间: hours and minutes of datetimes, on the wall clock of the context's zone. */
export const timeFunctions: readonly FunctionEntry[] = [
  clockPart({ name: 'HOUR', title: '时', about: '日期时间的小时，0 至 23' }, 3_600_000),
  clockPart({ name: 'MINUTE', title: '分', about: '日期时间的分钟，0 至 59' }, 60_000),
  clockPart({ name: 'SECOND', title: '秒', about: '日期时间的秒，0 至 59' }, 1_000),
  declareFunction({
    name: 'TIME',
    title: '时间',
    about: '时分秒占一天的比例，可与日期时间相加',
    parameters: clock,
    result: 'number',
    body: ([hour, minute, second], evaluation) => {
      spend(evaluation, costs.remainder)
      const seconds = secondsOf(hour, minute, second)
      if (seconds.isNegative() && !seconds.isZero()) return numberError
      return seconds.mod(86_400).div(86_400)
    },
  }),
  declareFunction({
    name: 'TIMEVALUE',
    title: '转时间',
    about: '把 8:30、下午2:05 等文本读成占一天的比例',
    parameters: [given('text', '文本')],
    result: 'number',
    body: ([text]) => {
      const millis = readTime(text)
      return millis === null ? valueError : new Num(millis).div(dayMillis)
    },
  }),
  declareFunction({
    name: 'DATETIME',
    title: '日期时间',
    about: '由日期和时分秒得到日期时间',
    parameters: [
      given('day', '日期'),
      optional('number', '时'),
      optional('number', '分'),
      optional('number', '秒'),
    ],
    result: 'datetime',
    body: ([date, hour = noTime, minute = noTime, second = noTime], evaluation) => {
      const parts = dateParts(date)
      if (!parts) return valueError
      const millis = secondsOf(hour, minute, second).times(1000).toNumber()
      return instantAtWall(dayNumber(parts) * dayMillis + millis, evaluation) ?? numberError
    },
  }),
]

const noTime = new Num(0)

function secondsOf(hour: Decimal, minute: Decimal, second: Decimal): Decimal {
  return hour.trunc().times(60).plus(minute.trunc()).times(60).plus(second.trunc())
}

/** Of a date it is 0: a date has no time. */
function clockPart(names: FunctionNames, unitMillis: number): FunctionEntry {
  const most = unitMillis === 3_600_000 ? 24 : 60
  return declareFunction({
    ...names,
    parameters: [{ ...given('any', '日期时间'), kinds: ['datetime', 'date'] }],
    result: 'number',
    body: ([value], evaluation) => {
      if (value === null) return null
      if (typeof value !== 'string') return valueError
      if (dateParts(value)) return noTime
      const wall = wallClockAt(value, evaluation)
      return wall === null ? valueError : new Num(Math.floor(timeOfDay(wall) / unitMillis) % most)
    },
  })
}
