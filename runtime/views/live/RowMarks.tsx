import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { usePresentAmong } from '#runtime/client/live/present_among.ts'
import { texts } from '#runtime/texts/index.ts'
import type { Present } from '#runtime/client/live/presence.ts'
import '#runtime/shell/style/row_marks.css'

const t = texts.live
/** Records that are asked about at once. */
const mostAsked = 200

interface RowMarksProps {
  entity: string
  /** Changes with the rows on the page. */
  rows: unknown
}

/** In each row that others have open, who that is: into the place that rows leave for it. */
export default function RowMarks({ entity, rows }: RowMarksProps) {
  const places = usePlaces(rows)
  const present = usePresentAmong(entity, [...places.keys()].slice(0, mostAsked))
  return [...present].map(([id, people]) => {
    const place = places.get(id)
    return place?.isConnected ? createPortal(<Mark people={people} />, place, id) : null
  })
}

/** Groups load and fold by themselves, so the page itself says which rows are on it. */
function usePlaces(rows: unknown): ReadonlyMap<string, HTMLElement> {
  const [places, setPlaces] = useState<ReadonlyMap<string, HTMLElement>>(new Map())
  useEffect(() => {
    const look = () =>
      setPlaces((before) => {
        const now = placesOnPage()
        const isSame =
          now.size === before.size && [...now].every(([id, at]) => before.get(id) === at)
        return isSame ? before : now
      })
    look()
    const list = document.querySelector('.gj-list')
    const watch = new MutationObserver(look)
    if (list) watch.observe(list, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [rows])
  return places
}

function placesOnPage(): Map<string, HTMLElement> {
  const found = [...document.querySelectorAll<HTMLElement>('.gj-list [data-present]')]
  return new Map(found.map((place) => [place.dataset['present']!, place]))
}

/** One sign: the first of the only one's name, else how many; who that is, and what they do, when asked. */
function Mark({ people }: { people: readonly Present[] }) {
  const ordered = people.toSorted((a, b) => Number(b.editing) - Number(a.editing))
  const said = ordered.map(({ name, editing }) => `${name} ${editing ? t.editing : t.viewing}`)
  const [first] = ordered
  return (
    <span
      className={first?.editing ? 'gj-row-present gj-row-present-editing' : 'gj-row-present'}
      role="img"
      aria-label={said.join(texts.comma)}
      title={said.join('\n')}
    >
      {people.length === 1 ? [...(first?.name ?? '')][0] : people.length}
    </span>
  )
}
