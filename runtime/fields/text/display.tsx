import { plainDisplay } from '../plain_display.tsx'

export const text = plainDisplay((value) => String(value), { width: 200 })
