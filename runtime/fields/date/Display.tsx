import { plainDisplay } from '../plain_display.ts'

export const DateDisplay = plainDisplay((value) => String(value), {
  width: 120,
  className: 'gj-number',
})
