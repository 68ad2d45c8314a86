import { checkedTextType } from '../checked_text.ts'
import { fits, misfit } from '../parsed.ts'

/** What a bar code or QR code holds: printable ASCII, which all symbologies of labels can carry. */
export const barcode = checkedTextType('barcode', (text) =>
  /^[\x20-\x7e]{1,80}$/.test(text)
    ? fits(text)
    : misfit(
        'format',
        '条码须为 1 至 80 个可见的 ASCII 字符',
        'must be 1 to 80 printable ASCII characters'
      )
)
