import { formatMoney } from '../format_number.ts'
import { plainDisplay } from '../plain_display.tsx'

export const money = plainDisplay((value) => formatMoney(String(value)), {
  align: 'right',
  width: 150,
  className: 'gj-number',
})
