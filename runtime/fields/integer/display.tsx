import { groupDigits } from '../format_number.ts'
import { plainDisplay } from '../plain_display.tsx'

/** Four digits stay together: they may be a year. */
export const integer = plainDisplay(
  (value) => (Math.abs(Number(value)) < 10_000 ? String(value) : groupDigits(String(value))),
  { align: 'right', width: 110, className: 'gj-number' }
)
