import { linkOf, linkTitle } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const DepartmentDisplay: FieldDisplay = {
  align: 'left',
  width: 140,
  show: ({ value }) => {
    const link = linkOf(value)
    return link ? linkTitle(link) : <Blank />
  },
}
