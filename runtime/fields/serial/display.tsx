import { plainDisplay } from '../plain_display.tsx'

export const serial = plainDisplay((value) => String(value), { width: 170, className: 'gj-number' })
