import { groupDigits } from '../format_number.ts'
import { plainDisplay } from '../plain_display.tsx'

export const decimal = plainDisplay((value) => groupDigits(String(value)), {
  align: 'right',
  width: 130,
  className: 'gj-number',
})
