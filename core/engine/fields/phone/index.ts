import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** Digits with what people put between them, and an extension. */
const grammar = /^\+?[0-9(][0-9 ()-]{3,28}(?:(?:转|x|#) ?[0-9]{1,6})?$/

/** Number of a telephone, as it is dialled and written. */
export const phone = checkedTextType('phone', (text) => {
  const digits = text.replaceAll(/[^0-9]/g, '').length
  if (grammar.test(text) && digits >= 5 && digits <= 21) return fits(text)
  const zh = '不是电话号码，应如 13800138000、0771-5581234'
  return misfit('format', zh, 'is no telephone number like 0771-5581234')
})
