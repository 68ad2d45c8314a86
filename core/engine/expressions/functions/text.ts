import { aggregateFunction } from './aggregate_function.ts'
import { valueError } from '../evaluate/error_value.ts'
import { Num } from '../evaluate/number.ts'
import { joinTexts, payForText, sliceText, textLength, textOf } from '../evaluate/text.ts'
import { given, optional, scalarFunction } from './scalar_function.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { FunctionEntry } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

const toText: ValueType = { kind: 'text' }

/** Functions of texts: 拼接, 截取 … Places and lengths count code points, so a character is never torn. */
export const textFunctions: readonly FunctionEntry[] = [
  aggregateFunction({
    name: 'CONCAT',
    title: '拼接',
    kinds: ['any'],
    result: () => toText,
    body: concat,
  }),
  scalarFunction({
    name: 'LEFT',
    title: '左取',
    parameters: [given('text', '文本'), optional('number', '字符数')],
    result: toText,
    body: ([text, count], evaluation) => slice({ text, start: 0, count }, evaluation),
  }),
  scalarFunction({
    name: 'RIGHT',
    title: '右取',
    parameters: [given('text', '文本'), optional('number', '字符数')],
    result: toText,
    body: ([text, count], evaluation) => {
      const wanted = countOf(count)
      const start = Math.max(0, textLength(text) - wanted)
      return slice({ text, start, count }, evaluation)
    },
  }),
  scalarFunction({
    name: 'MID',
    title: '截取',
    parameters: [given('text', '文本'), given('number', '起点'), given('number', '字符数')],
    result: toText,
    body: ([text, start, count], evaluation) =>
      start.lessThan(1)
        ? valueError
        : slice({ text, start: countOf(start) - 1, count }, evaluation),
  }),
  scalarFunction({
    name: 'LEN',
    title: '长度',
    parameters: [given('text', '文本')],
    result: { kind: 'number' },
    body: ([text], evaluation) => {
      return payForText(text.length, evaluation) ? new Num(textLength(text)) : valueError
    },
  }),
  scalarFunction({
    name: 'UPPER',
    title: '大写',
    parameters: [given('text', '文本')],
    result: toText,
    body: ([text], evaluation) => joinTexts([text.toUpperCase()], evaluation),
  }),
  scalarFunction({
    name: 'LOWER',
    title: '小写',
    parameters: [given('text', '文本')],
    result: toText,
    body: ([text], evaluation) => joinTexts([text.toLowerCase()], evaluation),
  }),
  scalarFunction({
    name: 'TRIM',
    title: '去空格',
    parameters: [given('text', '文本')],
    result: toText,
    body: ([text], evaluation) => joinTexts([text.trim().replace(/ {2,}/g, ' ')], evaluation),
  }),
  scalarFunction({
    name: 'SUBSTITUTE',
    title: '替换',
    parameters: [
      given('text', '文本'),
      given('text', '原文本'),
      given('text', '新文本'),
      optional('number', '第几个'),
    ],
    result: toText,
    body: ([text, from, to, nth], evaluation) => substitute({ text, from, to, nth }, evaluation),
  }),
]

function concat(values: readonly ExpressionResult[], evaluation: Evaluation): string | ErrorValue {
  const parts: string[] = []
  for (const value of values) {
    const text = textOf(value)
    if (typeof text !== 'string') return text
    parts.push(text)
  }
  return joinTexts(parts, evaluation)
}

function slice(
  { text, start, count }: { text: string; start: number; count: Decimal | undefined },
  evaluation: Evaluation
): string | ErrorValue {
  if (count?.isNegative() && !count.isZero()) return valueError
  if (!payForText(text.length, evaluation)) return valueError
  return sliceText(text, start, start + countOf(count))
}

/** Without a count it is one character; parts of a character are cut off. */
function countOf(count: Decimal | undefined): number {
  return count === undefined ? 1 : count.trunc().toNumber()
}

interface Substitution {
  readonly text: string
  readonly from: string
  readonly to: string
  readonly nth: Decimal | undefined
}

/** Replaces every occurrence, or the nth one only. The size is known before the text is built. */
function substitute(
  { text, from, to, nth }: Substitution,
  evaluation: Evaluation
): string | ErrorValue {
  if (nth && nth.lessThan(1)) return valueError
  if (!payForText(text.length, evaluation)) return valueError
  if (from === '') return text
  const parts = text.split(from)
  if (nth === undefined) {
    const length = text.length + (parts.length - 1) * (to.length - from.length)
    return payForText(length, evaluation) ? parts.join(to) : valueError
  }
  const place = nth.trunc().toNumber()
  if (place >= parts.length) return text
  const [before, after] = [parts.slice(0, place).join(from), parts.slice(place).join(from)]
  return joinTexts([before, to, after], evaluation)
}
