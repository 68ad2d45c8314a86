import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** As in an address: no blank, and the domain in labels. Linear, for it never goes back. */
const local = /^[^\s@"(),:;<>[\]\\]{1,64}$/
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Address of electronic mail; RFC 5321 without quoted local parts and address literals. */
export const email = checkedTextType('email', (text) => {
  const at = text.lastIndexOf('@')
  const labels = text.slice(at + 1).split('.')
  const isAddress =
    at > 0 &&
    text.length <= 254 &&
    local.test(text.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((one) => label.test(one))
  if (isAddress) return fits(text)
  return misfit(
    'format',
    '不是电子邮箱，应如 name@example.com',
    'is no address like name@example.com'
  )
})
