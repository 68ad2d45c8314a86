import { valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { Num } from '../../evaluate/number.ts'
import { joinTexts, payForText, textOf } from '../../evaluate/text.ts'
import { aggregateFunction } from '../aggregate_function.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { toFullWidth, toHalfWidth } from './character_width.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry, FunctionNames } from '../function_entry.ts'

const text = given('text', '文本')

/** 拼接与改写. */
export const writingFunctions: readonly FunctionEntry[] = [
  aggregateFunction({
    name: 'CONCAT',
    title: '拼接',
    aliases: ['CONCATENATE'],
    about: '把各个值连成一个文本，空值不计',
    kinds: ['any'],
    result: () => ({ kind: 'text' }),
    body: (values, evaluation) => joinValues(values, '', evaluation),
  }),
  declareFunction({
    name: 'TEXTJOIN',
    title: '分隔拼接',
    about: '用分隔符把各个值连成一个文本，第二个参数为真时跳过空值',
    parameters: [given('text', '分隔符'), given('boolean', '跳过空值')],
    repeated: [given('cells', '值')],
    result: 'text',
    body: ([mark, isSkipping], evaluation, { rest }) => {
      const values = (rest as readonly (readonly ExpressionResult[])[]).flat()
      const kept = isSkipping === true ? values.filter((value) => value !== null) : values
      return joinValues(kept, mark, evaluation)
    },
  }),
  declareFunction({
    name: 'REPT',
    title: '重复',
    about: '把文本重复若干次',
    parameters: [text, given('number', '次数')],
    result: 'text',
    body: ([whole, times], evaluation) => {
      const count = times.trunc().toNumber()
      if (count < 0 || !payForText(whole.length * count, evaluation)) return valueError
      return whole === '' ? '' : whole.repeat(count)
    },
  }),
  rewriting({ name: 'UPPER', title: '大写', about: '字母改为大写' }, (whole) =>
    whole.toUpperCase()
  ),
  rewriting({ name: 'LOWER', title: '小写', about: '字母改为小写' }, (whole) =>
    whole.toLowerCase()
  ),
  rewriting(
    { name: 'PROPER', title: '首字母大写', perStep: 4, about: '每个单词的首字母大写，其余小写' },
    proper
  ),
  rewriting(
    { name: 'TRIM', title: '去空格', about: '去掉首尾空格，中间的连续空格只留一个' },
    (whole) => whole.trim().replace(/ {2,}/g, ' ')
  ),
  rewriting({ name: 'CLEAN', title: '去控制符', about: '去掉不可打印的控制字符' }, (whole) =>
    whole.replace(/[\u0000-\u001f]/g, '')
  ),
  rewriting(
    { name: 'ASC', title: '转半角', perStep: 8, about: '全角字母、数字和符号改为半角' },
    toHalfWidth
  ),
  rewriting(
    {
      name: 'DBCS',
      title: '转全角',
      aliases: ['WIDECHAR'],
      perStep: 8,
      about: '半角字母、数字和符号改为全角',
    },
    toFullWidth
  ),
  declareFunction({
    name: 'CHAR',
    title: '字符',
    about: 'ASCII 编码 1 至 127 的字符，如 CHAR(10) 为换行',
    parameters: [given('number', '编码')],
    result: 'text',
    body: ([code]) => {
      const number = code.trunc().toNumber()
      return number >= 1 && number <= 127 ? String.fromCharCode(number) : valueError
    },
  }),
  declareFunction({
    name: 'UNICHAR',
    title: '万国码字符',
    about: 'Unicode 编码的字符',
    parameters: [given('number', '编码')],
    result: 'text',
    body: ([code]) => {
      const number = code.trunc().toNumber()
      const isHalf = number >= 0xd800 && number <= 0xdfff
      return number >= 1 && number <= 0x10ffff && !isHalf
        ? String.fromCodePoint(number)
        : valueError
    },
  }),
  declareFunction({
    name: 'UNICODE',
    title: '万国码编码',
    about: '首个字符的 Unicode 编码',
    parameters: [text],
    result: 'number',
    body: ([whole]) => (whole === '' ? valueError : new Num(whole.codePointAt(0)!)),
  }),
]

/** `perStep` characters cost a step: fewer where each one is looked at by a pattern. */
function rewriting(
  names: FunctionNames & { readonly perStep?: number },
  rewrite: (whole: string) => string
): FunctionEntry {
  const { perStep = 32, ...named } = names
  return declareFunction({
    ...named,
    parameters: [text],
    result: 'text',
    body: ([whole], evaluation) => {
      spend(evaluation, Math.ceil(whole.length / perStep))
      return joinTexts([rewrite(whole)], evaluation)
    },
  })
}

function joinValues(
  values: readonly ExpressionResult[],
  mark: string,
  evaluation: Evaluation
): string | ErrorValue {
  const parts: string[] = []
  for (const value of values) {
    const part = textOf(value)
    if (typeof part !== 'string') return part
    if (mark !== '' && parts.length > 0) parts.push(mark)
    parts.push(part)
  }
  return joinTexts(parts, evaluation)
}

function proper(whole: string): string {
  return whole
    .toLowerCase()
    .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => {
      return before + letter.toUpperCase()
    })
}
