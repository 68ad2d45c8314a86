import { groupDigits } from '../format_number.ts'
import { plainDisplay } from '../plain_display.ts'

/** Four digits stay together: they may be a year. */
export const IntegerDisplay = plainDisplay(
  (value) => (Math.abs(Number(value)) < 10_000 ? String(value) : groupDigits(String(value))),
  { align: 'right', width: 110, className: 'gj-number' }
)
