import { texts } from '#runtime/texts/index.ts'
import { plainDisplay } from '../plain_display.ts'

export const BooleanDisplay = plainDisplay((value) => (value ? texts.form.yes : texts.form.no), {
  width: 90,
})
