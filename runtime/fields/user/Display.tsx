import { linkOf, linkTitle } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import { LinkName } from '../LinkName.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** A person's name; with room, beside the first sign of it. */
export const UserDisplay: FieldDisplay = {
  align: 'left',
  width: 110,
  show: ({ field, value, place }) => {
    const link = linkOf(value)
    if (!link) return <Blank />
    const name = linkTitle(link)
    if (place === 'list') return <LinkName field={field} link={link} />
    return (
      <span className="gj-person">
        <span className="gj-avatar gj-avatar-small" aria-hidden>
          {[...name][0]}
        </span>
        {name}
      </span>
    )
  },
}
