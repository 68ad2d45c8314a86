import { OptionTag } from '../OptionTag.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** Title of the code: coloured where the dictionary gives a colour, plain text otherwise. */
export const SelectDisplay: FieldDisplay = {
  align: 'left',
  width: 120,
  show: ({ field, value }) => {
    const option = field.options?.find((each) => each.value === value)
    if (!option?.color) return option?.label ?? String(value)
    return <OptionTag label={option.label} color={option.color} />
  },
}
