import { durationText } from '../duration_text.ts'
import { plainDisplay } from '../plain_display.ts'

export const DurationDisplay = plainDisplay((value) => durationText(Number(value)), {
  align: 'right',
  width: 110,
  className: 'gj-number',
})
