import { Decimal } from 'decimal.js'
import { dateParts, dayNumber, instantMillis } from '../../evaluate/calendar.ts'
import { valueError } from '../../evaluate/error_value.ts'
import { Num, numberText, zero } from '../../evaluate/number.ts'
import { textOf } from '../../evaluate/text.ts'
import { wallClockAt } from '../../evaluate/zone.ts'
import { capitalNumerals, longestReading, plainNumerals } from '../capitals/chinese_numerals.ts'
import { readNumeral, spellDigits } from '../capitals/chinese_numerals.ts'
import { toFullWidth } from '../texts/character_width.ts'
import { formatDate } from './format_date.ts'
import { formatNumber } from './format_number.ts'
import { readFormat } from './read_format.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FormatSection } from './read_format.ts'
import type { ValueType } from '../../value_type.ts'
import type { WallClock } from '../../evaluate/zone.ts'

const dayMillis = 86_400_000
/** Excel counts days from 1899-12-30. */
const serialOfEpoch = 25_569

interface Formatting {
  readonly value: ExpressionResult
  readonly format: string
  /** Static type of the value. */
  readonly type: ValueType
}

/**
 * A value as TEXT writes it: numbers by `0 # , . % E+`, dates and datetimes (on the wall clock of the
 * context's zone) by `y m d h s aaaa`, texts by `@`; up to four sections for positive, negative, zero
 * and text. A blank number is written as 0, any other blank as blank. #VALUE! for a format that
 * cannot be read.
 */
export function formatValue(
  { value, format, type }: Formatting,
  evaluation: Evaluation
): string | ErrorValue | null {
  const sections = readFormat(format)
  if (!sections) return valueError
  if (value === null) return type.kind === 'number' ? writeNumber(zero, sections) : null
  if (value instanceof Decimal) return writeNumber(value, sections)
  if (typeof value !== 'string') return textOf(value)
  const wall = wallOf({ value, format, type }, evaluation)
  if (wall === undefined) return writeText(value, sections)
  if (wall === null) return valueError
  const [section] = sections
  if (section?.kind === 'date') return inNumerals(formatDate(wall, section), section)
  return writeNumber(new Num(wall).div(dayMillis).plus(serialOfEpoch), sections)
}

/** What the wall clock shows at a date or datetime; null when it is none, undefined for a text. */
function wallOf({ value, type }: Formatting, evaluation: Evaluation): WallClock | null | undefined {
  const text = value as string
  const date = type.kind === 'date' || type.kind === 'any' ? dateParts(text) : null
  if (date) return dayNumber(date) * dayMillis
  const isInstant = type.kind === 'any' && instantMillis(text) !== null
  return type.kind === 'datetime' || isInstant ? wallClockAt(text, evaluation) : undefined
}

function writeNumber(number: Decimal, sections: readonly FormatSection[]): string | ErrorValue {
  const isNegative = number.isNegative() && !number.isZero()
  const [positive, negative, none] = sections
  if (!positive) return valueError
  if (positive.kind === 'date') return writeSerial(number, positive)
  const hasOwnSign = isNegative && negative !== undefined && negative.kind !== 'text'
  const section = hasOwnSign ? negative : (number.isZero() && none) || positive
  const size = number.abs()
  if (section.kind === 'general') return general(isNegative && !hasOwnSign, size, section)
  if (section.kind === 'text') return numberText(number)
  const written = formatNumber(size, section)
  if (written === null) return valueError
  const hasMinus = isNegative && !hasOwnSign && /[1-9]/.test(written)
  return inNumerals(hasMinus ? `-${written}` : written, section)
}

/** Plain, or read out where the section asks for Chinese numerals. */
function general(isNegative: boolean, size: Decimal, section: FormatSection): string {
  const sign = isNegative ? '-' : ''
  const [whole = '', fraction = ''] = numberText(size).split('.')
  const style = section.numerals === 1 ? plainNumerals : capitalNumerals
  const isRead = section.numerals === 1 || section.numerals === 2
  if (!isRead || whole.length > longestReading) return inNumerals(sign + numberText(size), section)
  const read = readNumeral(whole, style)
  return sign + read + (fraction === '' ? '' : `.${spellDigits(fraction, style)}`)
}

/** A number under a date format is Excel's count of days. */
function writeSerial(number: Decimal, section: FormatSection): string | ErrorValue {
  if (number.isNegative() || number.greaterThan(2_958_465)) return valueError
  const millis = number.minus(serialOfEpoch).times(dayMillis).round().toNumber()
  return inNumerals(formatDate(millis, section), section)
}

function writeText(text: string, sections: readonly FormatSection[]): string | ErrorValue {
  const section = sections[3] ?? sections.find(({ kind }) => kind === 'text')
  if (!section) return text
  return section.parts
    .map((part) => (part.kind === 'code' && part.text === '@' ? text : part.text))
    .join('')
}

/** Digits of a date are settled by `formatDate` itself. */
function inNumerals(text: string, { kind, numerals }: FormatSection): string {
  if (numerals === null || kind === 'date') return text
  if (numerals === 3) return toFullWidth(text)
  return spellDigits(text, numerals === 1 ? plainNumerals : capitalNumerals)
}
