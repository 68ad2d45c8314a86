import { OptionTag } from '../OptionTag.tsx'
import { textsIn } from '../text_list.ts'
import type { FieldDisplay } from '../field_face.ts'

/** A label for each code, in the order chosen. */
export const MultiselectDisplay: FieldDisplay = {
  align: 'left',
  width: 200,
  show: ({ field, value }) => (
    <span className="gj-tags">
      {textsIn(value).map((code) => {
        const option = field.options?.find((each) => each.value === code)
        return <OptionTag key={code} label={option?.label ?? code} color={option?.color ?? null} />
      })}
    </span>
  ),
}
