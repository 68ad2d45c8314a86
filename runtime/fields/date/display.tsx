import { plainDisplay } from '../plain_display.tsx'

export const date = plainDisplay((value) => String(value), { width: 120, className: 'gj-number' })
