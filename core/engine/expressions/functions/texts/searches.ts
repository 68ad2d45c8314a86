import { valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { payForText, textLength, unitOf } from '../../evaluate/text.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { findWildcard, wildcardOf } from './wildcard.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'

const searching = [
  given('text', '要找的文本'),
  given('text', '文本'),
  optional('number', '起点'),
] as const
const compared = [given('text', '文本'), given('text', '要找的文本')] as const

/** 查找文本. */
export const searchFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'FIND',
    title: '定位',
    about: '文本中首次出现的位置，区分大小写；没有为 #VALUE!',
    parameters: searching,
    result: 'number',
    body: ([wanted, text, start], evaluation) => {
      const from = startOf(text, start, evaluation)
      if (from === null) return valueError
      const at = text.indexOf(wanted, unitOf(text, from))
      return at < 0 ? valueError : new Num(textLength(text.slice(0, at)) + 1)
    },
  }),
  declareFunction({
    name: 'SEARCH',
    title: '搜索',
    about: '文本中首次出现的位置，不分大小写，可用 * ? 代表任意字符；没有为 #VALUE!',
    parameters: searching,
    result: 'number',
    body: ([wanted, text, start], evaluation) => {
      const from = startOf(text, start, evaluation)
      return from === null ? valueError : search({ wanted, text, from }, evaluation)
    },
  }),
  declareFunction({
    name: 'EXACT',
    title: '完全相同',
    about: '两个文本是否完全相同，区分大小写',
    parameters: [given('text', '文本一'), given('text', '文本二')],
    result: 'boolean',
    body: ([a, b], evaluation) => {
      spend(evaluation, a.length >> 6)
      return a === b
    },
  }),
  declareFunction({
    name: 'CONTAINS',
    title: '包含',
    about: '文本中是否含有另一文本，区分大小写',
    parameters: compared,
    result: 'boolean',
    body: ([text, wanted], evaluation) => {
      spend(evaluation, text.length >> 6)
      return text.includes(wanted)
    },
  }),
  declareFunction({
    name: 'STARTSWITH',
    title: '开头是',
    about: '文本是否以另一文本开头，区分大小写',
    parameters: compared,
    result: 'boolean',
    body: ([text, wanted]) => text.startsWith(wanted),
  }),
  declareFunction({
    name: 'ENDSWITH',
    title: '结尾是',
    about: '文本是否以另一文本结尾，区分大小写',
    parameters: compared,
    result: 'boolean',
    body: ([text, wanted]) => text.endsWith(wanted),
  }),
]

/** The character to begin with, from 0; null when there is none. */
function startOf(text: string, start: Decimal | undefined, evaluation: Evaluation): number | null {
  const from = start === undefined ? 1 : start.trunc().toNumber()
  if (!payForText(text.length, evaluation)) return null
  return from < 1 || from > textLength(text) + 1 ? null : from - 1
}

/** Letters are compared in lower case, each for itself: some change their length when a text is. */
function search(
  { wanted, text, from }: { wanted: string; text: string; from: number },
  evaluation: Evaluation
): ExpressionResult {
  spend(evaluation, (text.length + wanted.length) >> 2)
  const characters = [...text].map((character) => character.toLowerCase())
  const pattern = wildcardOf(wanted) ?? [...wanted]
  const lower = pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))
  const at = findWildcard(lower, { text: characters, from }, evaluation)
  return at < 0 ? valueError : new Num(at + 1)
}
