import { useMemo } from 'react'
import { nameOf, usesIn } from '#engine/references/index.ts'
import type { Named } from '#engine/references/index.ts'
import { keyOf, namedPart, pathOf } from '#designer/document/index.ts'
import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { trailOf } from './trail_of.ts'
import { texts } from './texts.ts'

interface Use {
  at: ElementAddress
  title: string
}

/** Where the selected thing is named, in the drafts as they are: a click goes there. */
export function UsesList({
  definition,
  element,
}: {
  definition: DesignDefinition
  element: Located
}) {
  const workshop = useWorkshop()
  const uses = useUses(definition, element)
  if (!uses) return null
  return (
    <section className="gd-items">
      <header>
        <span>
          {texts.usedBy}{' '}
          <small>{uses.length === 0 ? texts.unused : texts.usedTimes(uses.length)}</small>
        </span>
      </header>
      <ul>
        {uses.map(({ at, title }) => (
          <li key={at.uid + at.path.join('\n')}>
            <button type="button" onClick={() => workshop.select(at)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Null where the element is nothing that others name. */
function useUses(definition: DesignDefinition, element: Located): readonly Use[] | null {
  const set = useWorkshopState((state) => state.set)
  const known = useWorkshopState((state) => state.checked.known)
  const { kind } = definition
  const part = namedPart(kind, element.path, element.key)
  const isWhole = element.path.length === 0
  const named: Named | null = isWhole
    ? { kind, key: keyOf(definition) }
    : part && { kind, key: keyOf(definition), part }
  const name = named && nameOf(named)
  return useMemo(() => {
    if (name === null) return null
    const uses = new Map<string, Use>()
    for (const one of set.values()) {
      usesIn(one, known, ({ target, pointer }) => {
        const of = isWhole ? nameOf({ kind: target.kind, key: target.key }) : nameOf(target)
        if (of !== name || (isWhole && one.uid === definition.uid)) return
        const at = { uid: one.uid, path: pathOf(one, pointer) }
        const title = trailOf(one, at.path, set)
          .map((step) => step.title)
          .join(' › ')
        uses.set(at.uid + at.path.join('\n'), { at, title })
      })
    }
    return [...uses.values()]
  }, [set, known, name, isWhole, definition.uid])
}
