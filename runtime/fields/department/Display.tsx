import { linkOf } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import { LinkName } from '../LinkName.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const DepartmentDisplay: FieldDisplay = {
  align: 'left',
  width: 140,
  show: ({ field, value }) => {
    const link = linkOf(value)
    return link ? <LinkName field={field} link={link} /> : <Blank />
  },
}
