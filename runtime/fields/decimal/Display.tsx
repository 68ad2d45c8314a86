import { groupDigits } from '../format_number.ts'
import { plainDisplay } from '../plain_display.ts'

export const DecimalDisplay = plainDisplay((value) => groupDigits(String(value)), {
  align: 'right',
  width: 130,
  className: 'gj-number',
})
