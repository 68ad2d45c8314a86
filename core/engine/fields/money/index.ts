import { scaledDecimalType } from '../scaled_decimal.ts'

/** Amount of money; seen as ￥1,234.56. */
export const money = scaledDecimalType('money', (value) => {
  if (value === null) return ''
  const [, sign = '', whole = '', rest = ''] = /^(-?)([0-9]+)(.*)$/.exec(String(value)) ?? []
  return `${sign}￥${whole.replace(/(?<=[0-9])(?=(?:[0-9]{3})+$)/g, ',')}${rest}`
})
