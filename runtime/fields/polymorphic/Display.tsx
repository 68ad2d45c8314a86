import { Link } from 'wouter'
import { recordPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { linkTitle, linkToAnyOf } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** What kind of record it is, and its title; with room, a way to it. */
export const PolymorphicDisplay: FieldDisplay = {
  align: 'left',
  width: 220,
  show: ({ field, value, place }) => {
    const link = linkToAnyOf(value)
    if (!link) return <Blank />
    const kind = field.targets.find(({ entity }) => entity === link.entity)?.title ?? link.entity
    const text = texts.labelled(kind, linkTitle(link))
    return place === 'list' ? text : <Link href={recordPath(link.entity, link.id)}>{text}</Link>
  },
}
