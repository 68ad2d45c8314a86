import { texts } from '#runtime/texts/index.ts'
import type { Present } from '#runtime/client/live/presence.ts'

const t = texts.live
/** So many are named; the others are counted. */
const most = 3

/** Who else has the record open (在场); whoever edits comes first. */
export function PresentPeople({ people }: { people: readonly Present[] }) {
  if (people.length === 0) return null
  const ordered = people.toSorted((a, b) => Number(b.editing) - Number(a.editing))
  const rest = ordered.length - most
  return (
    <ul className="gj-present" aria-label={t.present} aria-live="polite">
      {ordered.slice(0, most).map(({ id, name, editing }) => (
        <li key={id} className={editing ? 'gj-present-editing' : undefined}>
          {name} {editing ? t.editing : t.viewing}
        </li>
      ))}
      {rest > 0 && <li>{t.others(rest)}</li>}
    </ul>
  )
}
