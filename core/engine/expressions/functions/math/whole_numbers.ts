import { costs } from '../../evaluate/costs.ts'
import { isErrorValue, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import { numbersFunction } from '../aggregate_function.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** Whole numbers up to here are exact in 34 digits and in BigInt both. */
const largest = new Num('1e30')
/** As in Excel. */
const largestBits = 2n ** 48n
const bits = [given('number', '数值一'), given('number', '数值二')] as const

/** 整数: divisors, arrangements, number bases and bits. */
export const wholeNumberFunctions: readonly FunctionEntry[] = [
  numbersFunction({
    name: 'GCD',
    title: '最大公约数',
    about: '各整数的最大公约数',
    body: (numbers, evaluation) => foldWhole(numbers, evaluation, divisor),
  }),
  numbersFunction({
    name: 'LCM',
    title: '最小公倍数',
    about: '各整数的最小公倍数',
    body: (numbers, evaluation) =>
      foldWhole(numbers, evaluation, (a, b) => (a && b ? (a / divisor(a, b)) * b : 0n)),
  }),
  declareFunction({
    name: 'FACT',
    title: '阶乘',
    about: '数值的阶乘，最多 170',
    parameters: [given('number', '数值')],
    result: 'number',
    body: ([number], evaluation) => {
      const count = number.trunc()
      if (count.isNegative() || count.greaterThan(170)) return numberError
      return product({ from: new Num(1), count: count.toNumber() }, evaluation)
    },
  }),
  declareFunction({
    name: 'COMBIN',
    title: '组合数',
    about: '从总数中取若干个的组合数',
    parameters: [given('number', '总数'), given('number', '个数')],
    result: 'number',
    body: ([total, chosen], evaluation) => combinations(total.trunc(), chosen.trunc(), evaluation),
  }),
  declareFunction({
    name: 'PERMUT',
    title: '排列数',
    about: '从总数中取若干个的排列数',
    parameters: [given('number', '总数'), given('number', '个数')],
    result: 'number',
    body: ([total, chosen], evaluation) => {
      const [n, k] = [total.trunc(), chosen.trunc()]
      if (k.isNegative() || n.lessThan(k) || k.greaterThan(400)) return numberError
      return product({ from: n.minus(k).plus(1), count: k.toNumber() }, evaluation)
    },
  }),
  declareFunction({
    name: 'BASE',
    title: '转进制',
    about: '非负整数写成 2 至 36 进制的文本，可补零到最小位数',
    parameters: [given('number', '数值'), given('number', '进制'), optional('number', '最小位数')],
    result: 'text',
    body: ([number, radix, least]) => {
      const [whole, base, width] = [number.trunc(), radixOf(radix), least?.trunc().toNumber() ?? 0]
      if (whole.isNegative() || !whole.lessThan(2 ** 53) || base === null) return numberError
      if (!(width >= 0 && width <= 255)) return numberError
      return whole.toNumber().toString(base).toUpperCase().padStart(width, '0')
    },
  }),
  declareFunction({
    name: 'DECIMAL',
    title: '转十进制',
    about: '把 2 至 36 进制的文本读成数值',
    parameters: [given('text', '文本'), given('number', '进制')],
    result: 'number',
    body: ([text, radix]) => readInBase(text.trim(), radixOf(radix)),
  }),
  declareFunction({
    name: 'BITAND',
    title: '按位与',
    about: '两个非负整数按位与',
    parameters: bits,
    result: 'number',
    body: ([a, b]) => onBits(a, b, (x, y) => x & y),
  }),
  declareFunction({
    name: 'BITOR',
    title: '按位或',
    about: '两个非负整数按位或',
    parameters: bits,
    result: 'number',
    body: ([a, b]) => onBits(a, b, (x, y) => x | y),
  }),
  declareFunction({
    name: 'BITXOR',
    title: '按位异或',
    about: '两个非负整数按位异或',
    parameters: bits,
    result: 'number',
    body: ([a, b]) => onBits(a, b, (x, y) => x ^ y),
  }),
  declareFunction({
    name: 'BITLSHIFT',
    title: '左移位',
    about: '二进制左移若干位，负数为右移',
    parameters: [given('number', '数值'), given('number', '位数')],
    result: 'number',
    body: ([number, places]) => shifted(number, places.trunc()),
  }),
  declareFunction({
    name: 'BITRSHIFT',
    title: '右移位',
    about: '二进制右移若干位，负数为左移',
    parameters: [given('number', '数值'), given('number', '位数')],
    result: 'number',
    body: ([number, places]) => shifted(number, places.trunc().neg()),
  }),
]

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Parts behind the point are cut off, as in Excel; of nothing it is 0. */
function foldWhole(
  numbers: readonly Decimal[],
  evaluation: Evaluation,
  combine: (a: bigint, b: bigint) => bigint
): Decimal | ErrorValue {
  let folded: bigint | null = null
  for (const number of numbers) {
    if (number.isNegative() && !number.isZero()) return numberError
    if (number.greaterThan(largest)) return numberError
    spend(evaluation, costs.remainder)
    const whole = BigInt(number.trunc().toFixed())
    folded = folded === null ? whole : combine(folded, whole)
    if (folded > 10n ** 30n) return numberError
  }
  return new Num((folded ?? 0n).toString())
}

/** `from` times its successors, `count` factors in all. */
function product(
  { from, count }: { from: Decimal; count: number },
  evaluation: Evaluation
): Decimal | ErrorValue {
  spend(evaluation, 3 * count)
  let made = new Num(1)
  for (let factor = 0; factor < count; factor++) made = made.times(from.plus(factor))
  return finite(made)
}

function combinations(n: Decimal, k: Decimal, evaluation: Evaluation): Decimal | ErrorValue {
  if (k.isNegative() || n.lessThan(k)) return numberError
  const fewer = Num.min(k, n.minus(k))
  if (fewer.greaterThan(1_000)) return numberError
  const count = fewer.toNumber()
  spend(evaluation, count * (costs.division + 3))
  let made = new Num(1)
  // Multiplied before it is divided, every step is a whole number.
  for (let i = 1; i <= count; i++) made = made.times(n.minus(count).plus(i)).div(i)
  const result = finite(made)
  return isErrorValue(result) ? result : result.round()
}

function radixOf(radix: Decimal): number | null {
  const base = radix.trunc().toNumber()
  return base >= 2 && base <= 36 ? base : null
}

function readInBase(text: string, base: number | null): Decimal | ErrorValue {
  if (base === null || text.length > 255) return numberError
  let number = 0n
  for (const sign of text.toLowerCase()) {
    const digit = '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(sign)
    if (digit < 0 || digit >= base) return numberError
    number = number * BigInt(base) + BigInt(digit)
  }
  return finite(new Num(number.toString()))
}

function wholeBits(number: Decimal): bigint | ErrorValue {
  if (!number.isInteger() || number.isNegative() || number.greaterThanOrEqualTo(2 ** 48)) {
    return numberError
  }
  return BigInt(number.toFixed())
}

function onBits(a: Decimal, b: Decimal, combine: (x: bigint, y: bigint) => bigint) {
  const [x, y] = [wholeBits(a), wholeBits(b)]
  if (typeof x !== 'bigint') return x
  return typeof y === 'bigint' ? new Num(combine(x, y).toString()) : y
}

function shifted(number: Decimal, places: Decimal): Decimal | ErrorValue {
  const whole = wholeBits(number)
  if (typeof whole !== 'bigint') return whole
  if (places.abs().greaterThan(53)) return numberError
  const count = BigInt(places.toFixed())
  const moved = count >= 0n ? whole << count : whole >> -count
  return moved < largestBits ? new Num(moved.toString()) : numberError
}
