import { checkedTextType } from '../checked_text.ts'
import { htmlText } from '../html_text.ts'
import { fits, misfit, unlessBlank } from '../parsed.ts'
import { parseText } from '../plain_text.ts'
import type { FieldType } from '../field_type.ts'

/** Characters where the field does not say, marks counted. */
const longest = 100_000

/**
 * Formatted text (富文本), a safe subset of HTML. The write path takes away what is not in it; here
 * only the length is looked at. Conditions and searches see what people read, without the marks.
 */
export const richtext: FieldType = {
  ...checkedTextType('richtext', fits),
  operators: ['empty', 'contains'],
  sortable: false,
  searchedText: htmlText,
  parse: unlessBlank((given, { schema }) => {
    const parsed = parseText(given)
    const most = typeof schema?.maxLength === 'number' ? schema.maxLength : longest
    if (!parsed.ok || String(parsed.value).length <= most) return parsed
    return misfit('maxLength', `超过 ${most} 字`, `is longer than ${most} characters`, {
      limit: most,
    })
  }),
  format: (value) => htmlText(value).trim(),
}
