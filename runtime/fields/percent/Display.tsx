import { plainDisplay } from '../plain_display.ts'

export const PercentDisplay = plainDisplay((value) => `${String(value)}%`, {
  align: 'right',
  width: 110,
  className: 'gj-number',
})
