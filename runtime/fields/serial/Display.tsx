import { plainDisplay } from '../plain_display.ts'

export const SerialDisplay = plainDisplay((value) => String(value), {
  width: 170,
  className: 'gj-number',
})
