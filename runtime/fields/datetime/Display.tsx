import { formatInstant } from '../format_time.ts'
import { plainDisplay } from '../plain_display.ts'

export const DatetimeDisplay = plainDisplay((value) => formatInstant(String(value)), {
  width: 150,
  className: 'gj-number',
})
