import { plainDisplay } from '../plain_display.ts'

export const IdNumberDisplay = plainDisplay((value) => String(value), {
  width: 190,
  className: 'gj-number',
})
