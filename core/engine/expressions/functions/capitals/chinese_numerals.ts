/** Signs a number is written with in Chinese. */
export interface NumeralStyle {
  /** 0 to 9 */
  readonly digits: string
  /** ten, hundred, thousand */
  readonly units: string
}

/** 小写: 一百二十三 */
export const plainNumerals: NumeralStyle = { digits: '〇一二三四五六七八九', units: '十百千' }
/** 大写: 壹佰贰拾叁, as amounts are written on vouchers. */
export const capitalNumerals: NumeralStyle = { digits: '零壹贰叁肆伍陆柒捌玖', units: '拾佰仟' }

/** Digits of the longest number that can be read: thousands of 万亿. */
export const longestReading = 16

/**
 * A whole number, given as decimal digits without leading zeros, as it is read: 10500 is 一万〇五百.
 * Zeros in the middle are read once; a group of four that ends with 0 is not followed by one when the
 * next group begins with its thousands. "" and "0" are the sign for zero.
 */
export function readNumeral(digits: string, style: NumeralStyle): string {
  if (digits === '' || /^0+$/.test(digits)) return style.digits[0]!
  if (digits.length <= 8) return readBelowHundredMillion(digits, style)
  const [high, low] = [digits.slice(0, -8), digits.slice(-8)]
  return `${readBelowHundredMillion(high, style)}亿${readFollowing(low, style, readBelowHundredMillion)}`
}

/** Every digit for itself: 2026 is 二〇二六. What is no digit stays. */
export function spellDigits(text: string, style: NumeralStyle): string {
  return text.replace(/\d/g, (digit) => style.digits[Number(digit)]!)
}

function readBelowHundredMillion(digits: string, style: NumeralStyle): string {
  const trimmed = digits.replace(/^0+/, '')
  if (trimmed.length <= 4) return readGroup(trimmed, style)
  const [high, low] = [trimmed.slice(0, -4), trimmed.slice(-4)]
  return `${readGroup(high, style)}万${readFollowing(low, style, readGroup)}`
}

/** What stands behind 万 or 亿: nothing for zeros, with a zero where its first place is empty. */
function readFollowing(
  digits: string,
  style: NumeralStyle,
  read: (digits: string, style: NumeralStyle) => string
): string {
  if (/^0*$/.test(digits)) return ''
  const rest = digits.replace(/^0+/, '')
  return `${rest.length < digits.length ? style.digits[0] : ''}${read(rest, style)}`
}

/** Up to four digits. */
function readGroup(digits: string, { digits: signs, units }: NumeralStyle): string {
  let [read, isZeroOpen] = ['', false]
  for (const [index, digit] of [...digits].entries()) {
    const place = digits.length - 1 - index
    if (digit === '0') {
      isZeroOpen = read !== ''
      continue
    }
    if (isZeroOpen) read += signs[0]
    isZeroOpen = false
    read += signs[Number(digit)]! + (place === 0 ? '' : units[place - 1]!)
  }
  return read
}
