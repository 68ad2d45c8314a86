import { plainDisplay } from '../plain_display.ts'

export const TextDisplay = plainDisplay((value) => String(value), { width: 200 })
