import { texts } from '#runtime/texts/index.ts'
import { plainDisplay } from '../plain_display.tsx'

export const boolean = plainDisplay((value) => (value ? texts.form.yes : texts.form.no), {
  width: 90,
})
