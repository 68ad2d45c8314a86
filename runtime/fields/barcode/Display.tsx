import { plainDisplay } from '../plain_display.ts'

export const BarcodeDisplay = plainDisplay((value) => String(value), {
  width: 160,
  className: 'gj-number',
})
