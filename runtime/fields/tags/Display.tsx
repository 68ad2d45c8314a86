import { OptionTag } from '../OptionTag.tsx'
import { textsIn } from '../text_list.ts'
import type { FieldDisplay } from '../field_face.ts'

export const TagsDisplay: FieldDisplay = {
  align: 'left',
  width: 200,
  show: ({ value }) => (
    <span className="gj-tags">
      {textsIn(value).map((tag) => (
        <OptionTag key={tag} label={tag} color={null} />
      ))}
    </span>
  ),
}
