import { useEffect, useSyncExternalStore } from 'react'

/** The list behind an open record: ids of the page on screen, in its order. */
interface ShownPage {
  entity: string
  ids: readonly string[]
}

let shown: ShownPage = { entity: '', ids: [] }
const watchers = new Set<() => void>()

/** Tells the drawer which records stand before and after the one it shows. */
export function usePublishedPage(entity: string, records: readonly { id: string }[]): void {
  const name = records.map(({ id }) => id).join()
  useEffect(() => {
    shown = { entity, ids: name ? name.split(',') : [] }
    for (const watcher of watchers) watcher()
  }, [entity, name])
}

export interface Neighbours {
  previous: string | null
  next: string | null
  /** 1 for the first; 0 where the record is not on the page. */
  place: number
  count: number
}

export function useNeighbours(entity: string, id: string): Neighbours {
  const page = useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => shown
  )
  const ids = page.entity === entity ? page.ids : []
  const at = ids.indexOf(id)
  if (at === -1) return { previous: null, next: null, place: 0, count: ids.length }
  return {
    previous: ids[at - 1] ?? null,
    next: ids[at + 1] ?? null,
    place: at + 1,
    count: ids.length,
  }
}
