import { OptionTag } from '../OptionTag.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const StateDisplay: FieldDisplay = {
  align: 'left',
  width: 110,
  show: ({ field, value }) => {
    const option = field.options?.find((each) => each.value === value)
    return <OptionTag label={option?.label ?? String(value)} color={option?.color ?? null} />
  },
}
