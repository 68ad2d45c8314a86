import { plainDisplay } from '../plain_display.ts'

export const BankCardDisplay = plainDisplay(
  (value) => String(value).replaceAll(/[^ ]{4}(?=[^ ])/g, '$& '),
  { width: 210, className: 'gj-number' }
)
