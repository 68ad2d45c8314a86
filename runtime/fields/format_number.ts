/**
 * "1234567.50" -> "1,234,567.50". Works on text, so that no digit is lost; anything that is not a
 * plain decimal is given back as it is.
 */
export function groupDigits(decimal: string): string {
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(decimal)
  if (!parts) return decimal
  const [, sign = '', whole = '', fraction = ''] = parts
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + fraction
}

/** "1234.50" -> "￥1,234.50"; the sign stands before the currency. */
export function formatMoney(decimal: string): string {
  const grouped = groupDigits(decimal)
  return grouped.startsWith('-') ? `-￥${grouped.slice(1)}` : `￥${grouped}`
}

/** What a person typed -> plain decimal text: full-width digits, blanks, commas and currency go. */
export function plainNumber(typed: string): string {
  return typed
    .replace(/[０-９．－，]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s,￥¥]/g, '')
}

/**
 * Plain text -> decimal as the API takes it, at the field's scale where digits are missing
 * ("5" -> "5.00", ".5" -> "0.50"). Text that is no number stays, for the check to name it.
 */
export function decimalText(typed: string, scale: number): string {
  const plain = plainNumber(typed).replace(/^(-?)\./, '$10.')
  const parts = /^(-?)0*(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!parts) return plain
  const [, sign = '', whole = '', fraction = ''] = parts
  const digits = fraction.padEnd(scale, '0')
  const text = digits ? `${whole}.${digits}` : whole
  return /[1-9]/.test(text) ? sign + text : text
}
