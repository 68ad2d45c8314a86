import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** A colour as `#rrggbb`, kept in small letters. */
export const color = checkedTextType('color', (text) =>
  /^#[0-9a-f]{6}$/i.test(text)
    ? fits(text.toLowerCase())
    : misfit('format', '不是颜色，应如 #1677ff', 'is no colour like #1677ff')
)
