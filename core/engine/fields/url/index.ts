import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

const longest = 2_000

/** Address of a page: http and https alone, for others run or fetch what nobody expects. */
export const url = checkedTextType('url', (text) => {
  const isPage = /^https?:\/\/[^\s/?#]/i.test(text) && !/[\s<>"`{}|\\^]/.test(text)
  if (isPage && text.length <= longest && URL.canParse(text)) return fits(text)
  const example = 'https://example.com'
  return misfit('format', `不是网址，应如 ${example}`, `is no address like ${example}`)
})
