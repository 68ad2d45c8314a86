import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** Number of a citizen's identity card (公民身份号码, GB 11643-1999): a date inside, a check at the end. */
export const idNumber = checkedTextType('id_number', (given) => {
  const text = given.toUpperCase()
  const parts = /^[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]$/.exec(text)
  const [, year = '', month = '', day = ''] = parts ?? []
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const isDate = date.getUTCDate() === Number(day) && date.getUTCMonth() + 1 === Number(month)
  if (!parts || !isDate) return misfit('format', '不是身份证号（18 位）', 'is no identity number')
  const sum = weights.reduce((total, weight, i) => total + Number(text[i]) * weight, 0)
  if (checks[sum % 11] === text[17]) return fits(text)
  return misfit('checkDigit', '身份证号的校验码不对，请核对', 'has a wrong check digit')
})
