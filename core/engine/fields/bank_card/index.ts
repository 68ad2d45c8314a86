import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** Number of a bank card: 12 to 19 digits that pass Luhn's check (ISO/IEC 7812-1); blanks are dropped. */
export const bankCard = checkedTextType('bank_card', (given) => {
  const text = given.replaceAll(/[ -]/g, '')
  if (!/^[0-9]{12,19}$/.test(text)) {
    return misfit('format', '银行卡号须为 12 至 19 位数字', 'must have 12 to 19 digits')
  }
  const sum = [...text].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  if (sum % 10 === 0) return fits(text)
  return misfit('checkDigit', '银行卡号的校验位不对，请核对', 'has a wrong check digit')
})
