import { missingError, valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { joinTexts, payForText, sliceText, textLength, unitOf } from '../../evaluate/text.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

const text = given('text', '文本')
const divided = [text, given('text', '分隔符'), optional('number', '第几个')] as const

/** 截取与替换. Places and lengths count code points, so a character is never torn. */
export const pieceFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'LEFT',
    title: '左取',
    about: '左边的若干个字符，省略为 1 个',
    parameters: [text, optional('number', '字符数')],
    result: 'text',
    body: ([whole, count], evaluation) => slice({ text: whole, start: 0, count }, evaluation),
  }),
  declareFunction({
    name: 'RIGHT',
    title: '右取',
    about: '右边的若干个字符，省略为 1 个',
    parameters: [text, optional('number', '字符数')],
    result: 'text',
    body: ([whole, count], evaluation) => {
      const start = Math.max(0, textLength(whole) - countOf(count))
      return slice({ text: whole, start, count }, evaluation)
    },
  }),
  declareFunction({
    name: 'MID',
    title: '截取',
    about: '从起点开始的若干个字符',
    parameters: [text, given('number', '起点'), given('number', '字符数')],
    result: 'text',
    body: ([whole, start, count], evaluation) =>
      start.lessThan(1)
        ? valueError
        : slice({ text: whole, start: countOf(start) - 1, count }, evaluation),
  }),
  declareFunction({
    name: 'LEN',
    title: '长度',
    about: '文本的字符数',
    parameters: [text],
    result: 'number',
    body: ([whole], evaluation) =>
      payForText(whole.length, evaluation) ? new Num(textLength(whole)) : valueError,
  }),
  declareFunction({
    name: 'SUBSTITUTE',
    title: '替换',
    about: '把原文本换成新文本，可只换第几个',
    parameters: [
      text,
      given('text', '原文本'),
      given('text', '新文本'),
      optional('number', '第几个'),
    ],
    result: 'text',
    body: ([whole, from, to, nth], evaluation) =>
      substitute({ text: whole, from, to, nth }, evaluation),
  }),
  declareFunction({
    name: 'REPLACE',
    title: '按位替换',
    about: '把从起点开始的若干个字符换成新文本',
    parameters: [text, given('number', '起点'), given('number', '字符数'), given('text', '新文本')],
    result: 'text',
    body: ([whole, start, count, to], evaluation) => {
      if (start.lessThan(1) || isNegative(count)) return valueError
      if (!payForText(whole.length, evaluation)) return valueError
      const from = unitOf(whole, countOf(start) - 1)
      const behind = whole.slice(from)
      const rest = behind.slice(unitOf(behind, countOf(count)))
      return joinTexts([whole.slice(0, from), to, rest], evaluation)
    },
  }),
  declareFunction({
    name: 'TEXTBEFORE',
    title: '之前的文本',
    about: '第几个分隔符之前的文本，负数从后往前数；没有分隔符为 #N/A',
    parameters: divided,
    result: 'text',
    body: ([whole, mark, nth], evaluation) => {
      const at = placeOfMark({ text: whole, mark, nth }, evaluation)
      return typeof at === 'number' ? whole.slice(0, at) : at
    },
  }),
  declareFunction({
    name: 'TEXTAFTER',
    title: '之后的文本',
    about: '第几个分隔符之后的文本，负数从后往前数；没有分隔符为 #N/A',
    parameters: divided,
    result: 'text',
    body: ([whole, mark, nth], evaluation) => {
      const at = placeOfMark({ text: whole, mark, nth }, evaluation)
      return typeof at === 'number' ? whole.slice(at + mark.length) : at
    },
  }),
  declareFunction({
    name: 'TEXTSPLIT',
    title: '拆分',
    aliases: ['SPLIT'],
    about: '按分隔符拆成列表，第三个参数为真时去掉空的部分',
    parameters: [text, given('text', '分隔符'), optional('boolean', '去掉空的')],
    result: () => ({ kind: 'list', of: { kind: 'text' } }),
    body: ([whole, mark, isIgnoring], evaluation) => {
      if (mark === '') return valueError
      if (!payForText(whole.length, evaluation)) return valueError
      const parts = whole.split(mark)
      spend(evaluation, parts.length)
      const kept = isIgnoring === true ? parts.filter((part) => part !== '') : parts
      return kept.map((part) => (part === '' ? null : part))
    },
  }),
]

function isNegative(count: Decimal): boolean {
  return count.isNegative() && !count.isZero()
}

function slice(
  { text: whole, start, count }: { text: string; start: number; count: Decimal | undefined },
  evaluation: Evaluation
): string | ErrorValue {
  if (count && isNegative(count)) return valueError
  if (!payForText(whole.length, evaluation)) return valueError
  return sliceText(whole, start, start + countOf(count))
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
  { text: whole, from, to, nth }: Substitution,
  evaluation: Evaluation
): string | ErrorValue {
  if (nth && nth.lessThan(1)) return valueError
  if (!payForText(whole.length, evaluation)) return valueError
  if (from === '') return whole
  const parts = whole.split(from)
  spend(evaluation, parts.length >> 3)
  if (nth === undefined) {
    const length = whole.length + (parts.length - 1) * (to.length - from.length)
    return payForText(length, evaluation) ? parts.join(to) : valueError
  }
  const place = nth.trunc().toNumber()
  if (place >= parts.length) return whole
  const [before, after] = [parts.slice(0, place).join(from), parts.slice(place).join(from)]
  return joinTexts([before, to, after], evaluation)
}

/** Where the nth mark stands (from the end when negative), #N/A when there are not so many. */
function placeOfMark(
  { text: whole, mark, nth }: { text: string; mark: string; nth: Decimal | undefined },
  evaluation: Evaluation
): number | ErrorValue {
  const wanted = countOf(nth)
  if (wanted === 0 || !payForText(whole.length, evaluation)) return valueError
  if (mark === '') return wanted > 0 ? 0 : whole.length
  const step = wanted > 0 ? 1 : -1
  let at = wanted > 0 ? -1 : whole.length
  for (let left = Math.abs(wanted); left > 0; left--) {
    spend(evaluation, 1)
    const from = at + step
    if (from < 0) return missingError
    at =
      step > 0 ? whole.indexOf(mark, at < 0 ? 0 : at + mark.length) : whole.lastIndexOf(mark, from)
    if (at < 0) return missingError
  }
  return at
}
