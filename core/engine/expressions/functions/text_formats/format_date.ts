import { dateOfDay, dateParts } from '../../evaluate/calendar.ts'
import { timeOfDay } from '../../evaluate/zone.ts'
import { weekdayOf } from '../dates/weeks.ts'
import { capitalNumerals, plainNumerals } from '../capitals/chinese_numerals.ts'
import { readNumeral, spellDigits } from '../capitals/chinese_numerals.ts'
import { toFullWidth } from '../texts/character_width.ts'
import type { FormatPart, FormatSection } from './read_format.ts'
import type { WallClock } from '../../evaluate/zone.ts'

const dayMillis = 86_400_000
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const weekdaySigns = '一二三四五六日'

/** What the clock on the wall shows, in parts. */
interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Monday 0 */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millis: number
}

/** A date or time in one section of a format of dates; "" outside the years 1-9999. */
export function formatDate(wall: WallClock, section: FormatSection): string {
  const moment = momentOf(wall)
  if (!moment) return ''
  const { parts } = section
  const hasHalves = parts.some((part) => /^(?:AM\/PM|A\/P|上午\/下午)$/i.test(part.text))
  let isSecondsBefore = false
  return parts
    .map((part, index) => {
      if (part.kind === 'literal') return part.text
      // ss.000 writes milliseconds; any other point or digit stands for itself.
      const fraction = isSecondsBefore && part.text === '.' ? zerosFrom(parts, index + 1) : 0
      if (fraction > 0) return `.${String(moment.millis).padStart(3, '0').slice(0, fraction)}`
      const isFractionDigit = part.text === '0' && isBehindPoint(parts, index)
      if (isFractionDigit) return ''
      isSecondsBefore = /^s+$/i.test(part.text)
      const code = isMinute(parts, index) ? part.text.toLowerCase().replaceAll('m', 'n') : part.text
      return writeCode(code.toLowerCase(), { moment, hasHalves, numerals: section.numerals })
    })
    .join('')
}

function momentOf(wall: WallClock): Moment | null {
  const day = Math.floor(wall / dayMillis)
  const date = dateOfDay(day)
  const parts = date === null ? null : dateParts(date)
  if (!parts) return null
  const millis = timeOfDay(wall)
  return {
    ...parts,
    weekday: weekdayOf(day),
    hour: Math.floor(millis / 3_600_000),
    minute: Math.floor(millis / 60_000) % 60,
    second: Math.floor(millis / 1000) % 60,
    millis: Math.floor(millis % 1000),
  }
}

/** `m` behind hours or before seconds is minutes, as in Excel. */
function isMinute(parts: readonly FormatPart[], index: number): boolean {
  if (!/^m{1,2}$/i.test(parts[index]!.text)) return false
  const isTimeCode = (part: FormatPart) => part.kind === 'code' && /^[ymdhsa]+$/i.test(part.text)
  const before = parts.slice(0, index).filter(isTimeCode).pop()
  const behind = parts.slice(index + 1).find(isTimeCode)
  return /^h+$/i.test(before?.text ?? '') || /^s+$/i.test(behind?.text ?? '')
}

function zerosFrom(parts: readonly FormatPart[], index: number): number {
  let count = 0
  while (count < 3 && parts[index + count]?.kind === 'code' && parts[index + count]!.text === '0') {
    count += 1
  }
  return count
}

function isBehindPoint(parts: readonly FormatPart[], index: number): boolean {
  let at = index
  while (parts[at]?.kind === 'code' && parts[at]!.text === '0') at -= 1
  return parts[at]?.kind === 'code' && parts[at]!.text === '.'
}

interface Writing {
  readonly moment: Moment
  readonly hasHalves: boolean
  readonly numerals: FormatSection['numerals']
}

/** Codes are lower case; minutes are written `n`. */
function writeCode(code: string, writing: Writing): string {
  const { moment, hasHalves } = writing
  const number = (value: number) => inNumerals(String(value).padStart(code.length, '0'), writing)
  switch (code[0]) {
    case 'y':
      return writeYear(code, writing)
    case 'm':
      return code.length <= 2 ? number(moment.month) : monthName(code.length, moment.month)
    case 'd':
      return code.length <= 2 ? number(moment.day) : weekdayName(code.length, moment.weekday)
    case 'h':
      return number(hasHalves ? moment.hour % 12 || 12 : moment.hour)
    case 'n':
      return number(moment.minute)
    case 's':
      return number(moment.second)
    case 'a':
    case '上':
      return writeHalfOrWeekday(code, moment)
    default:
      return code
  }
}

function writeYear(code: string, { moment, numerals }: Writing): string {
  const year = String(moment.year).padStart(4, '0')
  const written = code.length <= 2 ? year.slice(-2) : year
  if (numerals === 3) return toFullWidth(written)
  return numerals === null ? written : spellDigits(written, styleOf(numerals))
}

function writeHalfOrWeekday(code: string, { hour, weekday }: Moment): string {
  switch (code) {
    case 'am/pm':
      return hour < 12 ? 'AM' : 'PM'
    case 'a/p':
      return hour < 12 ? 'A' : 'P'
    case '上午/下午':
      return hour < 12 ? '上午' : '下午'
    default:
      return `${code.length === 4 ? '星期' : ''}${weekdaySigns[weekday]}`
  }
}

function monthName(length: number, month: number): string {
  const name = months[month - 1]!
  return length === 3 ? name.slice(0, 3) : length === 5 ? name[0]! : name
}

function weekdayName(length: number, weekday: number): string {
  const name = weekdays[weekday]!
  return length === 3 ? name.slice(0, 3) : name
}

/** Month and day are read: 十五, not 一十五 and not 一五. */
function inNumerals(digits: string, { numerals }: Writing): string {
  if (numerals === null) return digits
  if (numerals === 3) return toFullWidth(digits)
  const read = readNumeral(digits.replace(/^0+(?=\d)/, ''), styleOf(numerals))
  return numerals === 1 ? read.replace(/^一十/, '十') : read
}

function styleOf(numerals: 1 | 2) {
  return numerals === 1 ? plainNumerals : capitalNumerals
}
