import { texts } from '#runtime/texts/index.ts'
import { linksOf, linkTitle } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** Names of people; with room, each beside the first sign of it. */
export const UsersDisplay: FieldDisplay = {
  align: 'left',
  width: 180,
  show: ({ value, place }) => {
    const links = linksOf(value)
    if (links.length === 0) return <Blank />
    const names = links.map((link) => ({ id: link.id, name: linkTitle(link) }))
    if (place === 'list') return names.map(({ name }) => name).join(texts.comma)
    return (
      <span className="gj-people">
        {names.map(({ id, name }) => (
          <span className="gj-person" key={id}>
            <span className="gj-avatar gj-avatar-small" aria-hidden>
              {[...name][0]}
            </span>
            {name}
          </span>
        ))}
      </span>
    )
  },
}
