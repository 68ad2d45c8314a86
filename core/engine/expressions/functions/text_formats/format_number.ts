import { Num } from '../../evaluate/number.ts'
import type { Decimal } from 'decimal.js'
import type { FormatPart, FormatSection } from './read_format.ts'

/** Thousands of plain decimal text: -1234567.5 -> -1,234,567.5. */
export function groupThousands(plain: string): string {
  const [whole = '', fraction] = plain.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Where the codes of a section stand. */
interface Layout {
  readonly parts: readonly FormatPart[]
  /** Indexes of placeholders in front of the point, and behind it. */
  readonly whole: readonly number[]
  readonly fraction: readonly number[]
  readonly isGrouped: boolean
  /** Powers of ten the number is multiplied with: percent signs, commas behind the last digit. */
  readonly shift: number
  /** Index of `E+`; the placeholders behind it are its digits. */
  readonly exponent: number
}

/** A number that is not negative in one section of a format, or null when the section is no good. */
export function formatNumber(size: Decimal, { parts }: FormatSection): string | null {
  const layout = layoutOf(parts)
  if (!layout) return null
  if (layout.whole.length + layout.fraction.length === 0) return literals(parts, size, layout)
  const shifted = size.times(new Num(10).pow(layout.shift))
  return layout.exponent < 0 ? fill(shifted, layout) : fillScientific(shifted, layout)
}

function layoutOf(parts: readonly FormatPart[]): Layout | null {
  const at = (codes: string) =>
    parts.flatMap((part, index) => (isCode(part) && codes.includes(part.text) ? [index] : []))
  const exponents = parts.flatMap((part, i) => (isCode(part) && /^E/i.test(part.text) ? [i] : []))
  const points = at('.')
  if (points.length > 1 || exponents.length > 1) return null
  const exponent = exponents[0] ?? -1
  const end = exponent < 0 ? parts.length : exponent
  const point = points[0] ?? end
  const digits = at('0#?').filter((index) => index < end)
  const whole = digits.filter((index) => index < point)
  const commas = at(',').filter((index) => index < point)
  const last = whole[whole.length - 1] ?? -1
  const scaling = commas.filter((index) => index > last).length
  return {
    ...{ parts, whole, exponent },
    fraction: digits.filter((index) => index > point),
    isGrouped: commas.length > scaling,
    shift: at('%').length * 2 - scaling * 3,
  }
}

function isCode(part: FormatPart): boolean {
  return part.kind === 'code'
}

/** A section without digits writes its texts alone. */
function literals(parts: readonly FormatPart[], _size: Decimal, layout: Layout): string | null {
  if (layout.exponent >= 0) return null
  return parts.map((part) => (part.text === ',' && isCode(part) ? '' : part.text)).join('')
}

function fill(number: Decimal, layout: Layout): string {
  const places = layout.fraction.length
  const [whole = '', fraction = ''] = number
    .toDecimalPlaces(places, Num.ROUND_HALF_UP)
    .toFixed(places)
    .split('.')
  const written = new Map<number, string>()
  fillWhole(whole === '0' ? '' : whole, layout, written)
  fillFraction(fraction, layout, written)
  return layout.parts.map((part, index) => written.get(index) ?? textBeside(part)).join('')
}

/** Commas are written with the digits, not where they stand. */
function textBeside(part: FormatPart): string {
  return isCode(part) && part.text === ',' ? '' : part.text
}

/** From the right; digits beyond the placeholders stand before the first one. */
function fillWhole(digits: string, { parts, whole, isGrouped }: Layout, into: Map<number, string>) {
  let left = digits
  let count = 0
  const separated = (sign: string) => {
    const separator = isGrouped && count > 0 && count % 3 === 0 && sign !== '' ? ',' : ''
    if (sign !== '') count += 1
    return sign + separator
  }
  for (const index of [...whole].reverse()) {
    const code = parts[index]!.text
    const digit = left.slice(-1) || (code === '0' ? '0' : code === '?' ? ' ' : '')
    left = left.slice(0, -1)
    into.set(index, separated(digit))
  }
  const first = whole[0]
  if (first === undefined) return
  let before = ''
  for (const digit of [...left].reverse()) before = separated(digit) + before
  into.set(first, before + into.get(first)!)
}

/** Zeros at the end are left out where the placeholder is # and blank where it is ?. */
function fillFraction(digits: string, { parts, fraction }: Layout, into: Map<number, string>) {
  let isEnd = true
  for (const [place, index] of [...fraction.entries()].reverse()) {
    const digit = digits[place] ?? '0'
    const code = parts[index]!.text
    if (digit !== '0' || code === '0') isEnd = false
    into.set(index, !isEnd ? digit : code === '?' ? ' ' : '')
  }
}

/** Mantissa of as many whole digits as there are placeholders, and a power of ten that divides by their number. */
function fillScientific(number: Decimal, layout: Layout): string {
  const width = Math.max(1, layout.whole.length)
  const own = number.isZero() ? 0 : number.e
  let power = width === 1 ? own : Math.floor(own / width) * width
  const rounded = (exponent: number) =>
    number
      .times(new Num(10).pow(-exponent))
      .toDecimalPlaces(layout.fraction.length, Num.ROUND_HALF_UP)
  if (rounded(power).greaterThanOrEqualTo(new Num(10).pow(width))) power += width
  const head = { ...layout, parts: layout.parts.slice(0, layout.exponent) }
  const tail = layout.parts.slice(layout.exponent + 1)
  const digits = tail.filter((part) => isCode(part) && '0#?'.includes(part.text)).length
  const sign = power < 0 ? '-' : layout.parts[layout.exponent]!.text.endsWith('+') ? '+' : ''
  const behind = tail.filter((part) => !isCode(part)).map((part) => part.text)
  const exponent = String(Math.abs(power)).padStart(digits, '0')
  return `${fill(rounded(power), head)}E${sign}${exponent}${behind.join('')}`
}
