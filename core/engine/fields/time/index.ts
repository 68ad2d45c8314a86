import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'
import { ordering } from '../operators.ts'
import type { FieldType } from '../field_type.ts'

/** Time of the day, `HH:MM`; its order as text is its order in the day. */
export const time: FieldType = {
  ...checkedTextType('time', (text) =>
    /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text)
      ? fits(text)
      : misfit('format', '不是时刻，应如 08:30', 'is no time like 08:30')
  ),
  resultType: 'time',
  operators: ordering,
}
