import { Link } from 'wouter'
import { recordPath } from '#runtime/shell/paths.ts'
import { linkOf, linkTitle } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** Title of the related record; with room, a way to it. */
export const RelationDisplay: FieldDisplay = {
  align: 'left',
  width: 180,
  show: ({ field, value, place }) => {
    const link = linkOf(value)
    if (!link) return <Blank />
    if (place === 'list' || !field.target) return linkTitle(link)
    return <Link href={recordPath(field.target, link.id)}>{linkTitle(link)}</Link>
  },
}
