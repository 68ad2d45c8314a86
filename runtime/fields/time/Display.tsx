import { plainDisplay } from '../plain_display.ts'

export const TimeDisplay = plainDisplay((value) => String(value), {
  width: 90,
  className: 'gj-number',
})
