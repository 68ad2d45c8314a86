import { createContext, useContext, useRef, useSyncExternalStore } from 'react'
import type { DesignDefinition, ElementAddress } from '#designer/document/index.ts'
import { locate } from '#designer/document/index.ts'
import type { Located } from '#designer/document/index.ts'
import type { PlacedProblem, Workshop, WorkshopState } from './workshop.ts'

export const WorkshopContext = createContext<Workshop | null>(null)

export function useWorkshop(): Workshop {
  const workshop = useContext(WorkshopContext)
  if (!workshop) throw new Error('there is no workshop around this component')
  return workshop
}

/** A part of the state; the component is drawn again only when that part is another one. */
export function useWorkshopState<T>(select: (state: WorkshopState) => T): T {
  const workshop = useWorkshop()
  const latest = useRef(select)
  latest.current = select
  return useSyncExternalStore(workshop.subscribe, () => latest.current(workshop.state))
}

/** The element at an address and the definition it is in; null when it is gone. */
export function useElement(
  at: ElementAddress | null
): { definition: DesignDefinition; element: Located } | null {
  const definition = useWorkshopState(({ set }) => (at ? (set.get(at.uid) ?? null) : null))
  const element = definition && at ? locate(definition, at.path) : null
  return definition && element ? { definition, element } : null
}

/** Problems at an element; `within` also those of what is inside it. */
export function problemsAt(
  problems: readonly PlacedProblem[],
  { uid, path }: ElementAddress,
  within = false
): PlacedProblem[] {
  return problems.filter(({ at }) => {
    if (at?.uid !== uid || at.path.length < path.length) return false
    if (!within && at.path.length !== path.length) return false
    return path.every((id, index) => at.path[index] === id)
  })
}
