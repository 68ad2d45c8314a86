import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** Letters without I, O, S, V, Z (GB 32100-2015). */
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Unified social credit code of an organisation (统一社会信用代码), with its check character. */
export const creditCode = checkedTextType('credit_code', (given) => {
  const text = given.toUpperCase()
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text)) {
    return misfit('format', '不是统一社会信用代码（18 位）', 'is no unified social credit code')
  }
  const sum = weights.reduce((total, weight, i) => total + letters.indexOf(text[i]!) * weight, 0)
  if (letters[(31 - (sum % 31)) % 31] === text[17]) return fits(text)
  return misfit('checkDigit', '统一社会信用代码的校验码不对，请核对', 'has a wrong check character')
})
