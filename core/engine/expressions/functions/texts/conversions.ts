import { valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { formatValue } from '../text_formats/format_value.ts'
import { groupThousands } from '../text_formats/format_number.ts'
import { toHalfWidth } from './character_width.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** 数值与文本. */
export const conversionFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'TEXT',
    title: '格式文本',
    about: '按格式写成文本，如 "#,##0.00"、"0.0%"、"yyyy年m月d日"、"[DBNum2]0"',
    parameters: [given('any', '值'), given('text', '格式')],
    result: 'text',
    body: ([value, format], evaluation, { types }) => {
      spend(evaluation, 10)
      return formatValue({ value, format, type: types[0]! }, evaluation)
    },
  }),
  declareFunction({
    name: 'VALUE',
    title: '转数值',
    about: '把 "1,234.50"、"12%"、"￥8" 等文本读成数值，空为 0',
    parameters: [given('text', '文本')],
    result: 'number',
    body: ([text]) => readNumber(text),
  }),
  declareFunction({
    name: 'NUMBERVALUE',
    title: '按分隔符转数值',
    about: '按指定的小数点和千位分隔符把文本读成数值',
    parameters: [given('text', '文本'), optional('text', '小数点'), optional('text', '千位分隔符')],
    result: 'number',
    body: ([text, point = '.', separator = ',']) => {
      const [mark, group] = [[...point][0], [...separator][0]]
      if (mark === undefined || text.length > 600 || mark === group) return valueError
      const [whole = '', ...parts] = text.replace(/\s/g, '').split(mark)
      if (parts.length > 1 || (group !== undefined && parts[0]?.includes(group))) return valueError
      const integer = group === undefined ? whole : whole.replaceAll(group, '')
      return readPlain([integer, ...parts].join('.'))
    },
  }),
  declareFunction({
    name: 'FIXED',
    title: '定点文本',
    about: '按小数位数（省略为 2）四舍五入写成文本，默认带千位分隔符',
    parameters: [
      given('number', '数值'),
      optional('number', '位数'),
      optional('boolean', '不分隔'),
    ],
    result: 'text',
    body: ([number, digits = new Num(2), isPlain], evaluation) => {
      const places = digits.trunc().toNumber()
      if (places > 127) return valueError
      spend(evaluation, 10)
      const unit = new Num(10).pow(Math.max(-300, places))
      const rounded = number.times(unit).toDecimalPlaces(0, Num.ROUND_HALF_UP).div(unit)
      const written = rounded.toFixed(Math.max(0, places))
      return isPlain === true ? written : groupThousands(written)
    },
  }),
]

/** As a person writes a number: currency sign, thousands, percent, an exponent, brackets for a negative one. */
function readNumber(text: string): Decimal | ErrorValue {
  if (text.length > 600) return valueError
  const plain = toHalfWidth(text)
    .trim()
    .replace(/[¥￥$]\s*/, '')
  if (plain === '') return new Num(0)
  const bracketed = /^\((.*)\)$/.exec(plain)
  const inner = bracketed ? bracketed[1]!.trim() : plain
  if (bracketed && /^[-+]/.test(inner)) return valueError
  if (inner.includes(',') && !/^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?%*$/.test(inner)) return valueError
  const read = readPlain(inner.replaceAll(',', ''))
  return bracketed && 'neg' in read ? read.neg() : read
}

const plainNumber = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?)(%*)$/i

function readPlain(text: string): Decimal | ErrorValue {
  const match = plainNumber.exec(text)
  if (!match) return text === '' ? new Num(0) : valueError
  return finite(new Num(match[1]!).times(new Num(10).pow(-2 * match[2]!.length)))
}
