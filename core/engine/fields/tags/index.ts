import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'
import { textListType } from '../text_list.ts'

/** Characters of one tag. */
const longest = 50

/** One word of its own choosing, without blanks around it. */
const tag = checkedTextType('tag', (text) => {
  if (text === '') return misfit('minLength', '是空白', 'is blank')
  if (/[\t\r\n]/.test(text)) return misfit('format', '含有换行', 'has more than one line')
  return [...text].length <= longest
    ? fits(text)
    : misfit('maxLength', `超过 ${longest} 字`, `is longer than ${longest} characters`)
})

/** Free words (标签), each once, in the order given. */
export const tags = textListType({
  name: 'tags',
  element: { ...tag, operators: ['eq', 'in', 'contains', 'startsWith'] },
  most: 50,
  twice: 'merge',
})
