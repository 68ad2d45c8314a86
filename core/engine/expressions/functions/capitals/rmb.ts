import { numberError, valueError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { capitalNumerals, longestReading, plainNumerals } from './chinese_numerals.ts'
import { readNumeral, spellDigits } from './chinese_numerals.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { FunctionEntry } from '../function_entry.ts'

/** 人民币大写: amounts and numbers in Chinese numerals. */
export const capitalFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'RMB',
    title: '人民币大写',
    aliases: ['大写金额'],
    about:
      '金额的中文大写，四舍五入到分，如 壹仟陆佰捌拾元零叁角贰分；第二个参数可写 "正" 代替 "整"',
    parameters: [given('number', '金额'), optional('text', '整或正')],
    result: 'text',
    body: ([amount, ending = '整'], evaluation) => {
      spend(evaluation, 10)
      return ending === '整' || ending === '正' ? rmbText(amount, ending) : valueError
    },
  }),
  declareFunction({
    name: 'NUMBERSTRING',
    title: '中文数字',
    about: '整数的中文写法：类型 1 一百二十三，类型 2 壹佰贰拾叁，类型 3 一二三',
    parameters: [given('number', '数值'), given('number', '类型')],
    result: 'text',
    body: ([number, type], evaluation) => {
      spend(evaluation, 10)
      const digits = number.abs().round().toFixed()
      if (number.isNegative() && !number.isZero()) return numberError
      if (digits.length > longestReading) return numberError
      switch (type.trunc().toNumber()) {
        case 1:
          return readNumeral(digits, plainNumerals)
        case 2:
          return readNumeral(digits, capitalNumerals)
        case 3:
          return spellDigits(digits, plainNumerals)
        default:
          return numberError
      }
    },
  }),
]

/**
 * As the People's Bank of China lays down for vouchers (支付结算办法, 附一): a whole amount of 元 ends
 * with 整 or 正, one of 角 or 分 does not; zeros in the middle are written once; where 角 is empty but
 * 分 is not a 零 stands for it; where 元 is empty but 角 is not, the 零 that may be written is written
 * (壹仟陆佰捌拾元零叁角贰分). A negative amount begins with 负.
 */
function rmbText(amount: Decimal, ending: string): string | ErrorValue {
  const cents = amount.abs().times(100).toDecimalPlaces(0, Num.ROUND_HALF_UP).toFixed()
  const digits = cents.padStart(3, '0')
  const [yuan, jiao, fen] = [digits.slice(0, -2), digits.at(-2)!, digits.at(-1)!]
  if (yuan.length > longestReading) return numberError
  if (/^0+$/.test(digits)) return `零元${ending}`
  const hasYuan = yuan !== '0'
  const whole = hasYuan ? `${readNumeral(yuan, capitalNumerals)}元` : ''
  const sign = amount.isNegative() ? '负' : ''
  if (jiao === '0' && fen === '0') return `${sign}${whole}${ending}`
  return `${sign}${whole}${partsOfYuan({ jiao, fen, hasYuan, endsWithZero: yuan.endsWith('0') })}`
}

function partsOfYuan(parts: {
  jiao: string
  fen: string
  hasYuan: boolean
  endsWithZero: boolean
}): string {
  const { jiao, fen, hasYuan, endsWithZero } = parts
  const sign = (digit: string) => capitalNumerals.digits[Number(digit)]!
  const hasZero = hasYuan && (jiao === '0' || endsWithZero)
  const jiaoText = jiao === '0' ? '' : `${sign(jiao)}角`
  const fenText = fen === '0' ? '' : `${sign(fen)}分`
  return `${hasZero ? '零' : ''}${jiaoText}${fenText}`
}
