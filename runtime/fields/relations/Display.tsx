import { Link } from 'wouter'
import { recordPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { linksOf, linkTitle } from '../link_value.ts'
import { Blank } from '../Blank.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** Titles of the related records, in their order; with room, a way to each. */
export const RelationsDisplay: FieldDisplay = {
  align: 'left',
  width: 220,
  show: ({ field, value, place }) => {
    const links = linksOf(value)
    if (links.length === 0) return <Blank />
    const { target } = field
    if (place === 'list' || !target) return links.map(linkTitle).join(texts.comma)
    return (
      <ul className="gj-links">
        {links.map((link) => (
          <li key={link.id}>
            <Link href={recordPath(target, link.id)}>{linkTitle(link)}</Link>
          </li>
        ))}
      </ul>
    )
  },
}
