import { formatMoney } from '../format_number.ts'
import { plainDisplay } from '../plain_display.ts'

export const MoneyDisplay = plainDisplay((value) => formatMoney(String(value)), {
  align: 'right',
  width: 150,
  className: 'gj-number',
})
